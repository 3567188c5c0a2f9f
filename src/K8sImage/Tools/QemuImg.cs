using System.Runtime.Versioning;
using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>The program that makes and converts disks (qemu-img(1)).</summary>
[SupportedOSPlatform("linux")]
internal static class QemuImg
{
    /// <summary>The program.</summary>
    public static readonly Tool Tool = new("qemu-img", "qemu-utils");

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="line">Is told each line that it writes.</param>
    /// <exception cref="FindingException">It isn't installed, or ended badly: its last lines are in the message.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; it has ended.</exception>
    public static Task RunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellation,
        Action<string>? line = null
    ) => BoundProcess.RunAsync(Tool, arguments, cancellation, line);
}
