using System.Globalization;
using System.Runtime.Versioning;
using CliWrap;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines.Services;

/// <summary>
/// Leads a unix socket to a TCP server that this machine reaches: into a guest's network only files of this machine lead.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class Tunnel : IAsyncDisposable
{
    private static readonly Tool Socat = new("socat", "socat");

    private readonly CancellationTokenSource _end = new();
    private readonly LastLines _said = new(5);
    private readonly Task<int> _process;

    private Tunnel(string socket, string host, int port)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"TCP:{host}:{port}");
        var command = BoundProcess
            .Wrap(Socat.Locate(), "KILL", [$"UNIX-LISTEN:{socket},fork,unlink-early", target])
            .WithStandardErrorPipe(PipeTarget.ToDelegate(_said.Add));
        _process = BoundProcess.RunAsync(command, null, _end.Token);
    }

    /// <summary>Makes a tunnel.</summary>
    /// <param name="socket">Path of the socket.</param>
    /// <param name="host">The server's name or address.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">socat isn't installed, or can't listen there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<Tunnel> OpenAsync(
        string socket,
        string host,
        int port,
        CancellationToken cancellation
    )
    {
        var tunnel = new Tunnel(socket, host, port);
        try
        {
            await Ready.WaitAsync(
                () => File.Exists(socket),
                tunnel._process,
                "socat",
                () => tunnel._said.ToString(),
                cancellation
            );
            return tunnel;
        }
        catch
        {
            await tunnel.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _process.ContinueWith(
            _ => { },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        _end.Dispose();
    }
}
