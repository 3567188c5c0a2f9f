using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>A disk that holds only what differs from a base; the base is opened for reading.</summary>
[SupportedOSPlatform("linux")]
public static class OverlayDisk
{
    /// <summary>Makes an overlay.</summary>
    /// <param name="path">Where it is made.</param>
    /// <param name="basePath">The base.</param>
    /// <param name="baseFormat">The base's format, as QEMU calls it.</param>
    /// <param name="sizeGiB">
    /// Size that the guest sees, larger than the base, so that its file system must grow. A base that is larger keeps its own: what
    /// lies behind the end of a smaller overlay would be lost.
    /// </param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">qemu-img isn't installed, or failed.</exception>
    public static async Task CreateAsync(
        string path,
        string basePath,
        string baseFormat,
        int sizeGiB,
        CancellationToken cancellation
    )
    {
        var ofBase = await SizeAsync(basePath, baseFormat, cancellation);
        var size = Math.Max(ofBase, (long)sizeGiB << 30);
        await QemuImg.RunAsync(
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
                size.ToString(CultureInfo.InvariantCulture),
            ],
            cancellation
        );
    }

    // In bytes, as a guest sees it. A guest may have the base open.
    private static async Task<long> SizeAsync(
        string path,
        string format,
        CancellationToken cancellation
    )
    {
        var text = new StringBuilder();
        await QemuImg.RunAsync(
            ["info", "--force-share", "--output=json", "-f", format, path],
            cancellation,
            line => text.AppendLine(line)
        );
        using var json = JsonDocument.Parse(text.ToString());
        return json.RootElement.GetProperty("virtual-size").GetInt64();
    }
}
