using System.Globalization;
using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines.Services;

/// <summary>
/// Leads a unix socket to a TCP server that this machine reaches: into a guest's network only files of this machine lead.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class Tunnel
{
    private static readonly Tool Socat = new("socat", "socat");

    /// <summary>Makes a tunnel; it ends with the program.</summary>
    /// <param name="socket">Path of the socket.</param>
    /// <param name="host">The server's name or address.</param>
    /// <param name="port">Its TCP port.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">socat isn't installed, or can't listen there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static Task<BackgroundProgram> OpenAsync(
        string socket,
        string host,
        int port,
        CancellationToken cancellation
    ) =>
        BackgroundProgram.StartAsync(
            Socat,
            [
                $"UNIX-LISTEN:{socket},fork,unlink-early",
                string.Create(CultureInfo.InvariantCulture, $"TCP:{host}:{port}"),
            ],
            () => File.Exists(socket),
            cancellation
        );
}
