using System.Net;
using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines.Services;

/// <summary>
/// A server outside that guests reach by its own name, through a tunnel that leads to nothing else: TLS ends in the guest, so
/// that it sees the server's own certificate.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class OutsideServer : IAsyncDisposable
{
    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();
    private BackgroundProgram? _tunnel;

    private OutsideServer() { }

    /// <summary>Opens the tunnel.</summary>
    /// <param name="server">The server's name and TCP port.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">socat isn't installed, or does not start.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<(OutsideServer Server, GuestService Service)> StartAsync(
        DnsEndPoint server,
        CancellationToken cancellation
    )
    {
        var outside = new OutsideServer();
        try
        {
            var socket = outside._work.File("tunnel.sock");
            outside._tunnel = await Tunnel.OpenAsync(
                socket,
                server.Host,
                server.Port,
                cancellation
            );
            return (outside, new GuestService(server.Host, server.Port, socket));
        }
        catch
        {
            await outside.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_tunnel is not null)
        {
            await _tunnel.DisposeAsync();
        }
        _work.Dispose();
    }
}
