using System.Runtime.Versioning;
using System.Text;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// A named pipe (fifo(7)) that QEMU reads as the other end of a guest's port (<c>-chardev file,input-path=</c>). It is held open for
/// reading and writing, so QEMU never sees its end.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class OrderPipe : IAsyncDisposable
{
    private static readonly Tool MakeFifo = new("mkfifo", "coreutils");

    private readonly FileStream _pipe;

    private OrderPipe(FileStream pipe) => _pipe = pipe;

    /// <summary>Makes the pipe.</summary>
    /// <param name="path">Where; nothing may be there.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">It can't be made.</exception>
    public static async Task<OrderPipe> MakeAsync(string path, CancellationToken cancellation)
    {
        await BoundProcess.RunAsync(MakeFifo, ["-m", "600", path], cancellation);
        return new OrderPipe(
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0)
        );
    }

    /// <summary>Sends a line.</summary>
    public async Task SendAsync(string line, CancellationToken cancellation) =>
        await _pipe.WriteAsync(Encoding.ASCII.GetBytes(line + "\n"), cancellation);

    /// <summary>Closes it.</summary>
    public ValueTask DisposeAsync() => _pipe.DisposeAsync();
}
