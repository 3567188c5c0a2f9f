using System.Globalization;
using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>A disk that holds only what differs from a base; the base is opened for reading.</summary>
[SupportedOSPlatform("linux")]
public static class OverlayDisk
{
    private static readonly Tool QemuImg = new("qemu-img", "qemu-utils");

    /// <summary>Makes an overlay.</summary>
    /// <param name="path">Where it is made.</param>
    /// <param name="basePath">The base.</param>
    /// <param name="baseFormat">The base's format: <c>qcow2</c> or <c>raw</c>.</param>
    /// <param name="sizeGiB">Size that the guest sees; larger than the base, so that its file system must grow.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">qemu-img isn't installed, or failed.</exception>
    public static Task CreateAsync(
        string path,
        string basePath,
        string baseFormat,
        int sizeGiB,
        CancellationToken cancellation
    ) =>
        BoundProcess.RunAsync(
            QemuImg,
            [
                "create",
                "-q",
                "-f",
                "qcow2",
                "-F",
                baseFormat,
                "-b",
                Path.GetFullPath(basePath),
                path,
                string.Create(CultureInfo.InvariantCulture, $"{sizeGiB}G"),
            ],
            cancellation
        );
}
