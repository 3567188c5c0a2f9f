using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines.Services;

/// <summary>
/// apt-cacher-ng on loopback, with its cache in a directory of ours: guests fetch the distribution's packages through it, and
/// each package crosses the network once.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class CachingProxy : IAsyncDisposable
{
    private static readonly Tool Program = new("apt-cacher-ng", "apt-cacher-ng");

    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();
    private BackgroundProgram? _program;
    private BackgroundProgram? _tunnel;

    private CachingProxy() { }

    /// <summary>Starts it.</summary>
    /// <param name="addresses">
    /// What guests find it at: a proxy's address, as in <c>http://proxy.example.org:3142</c>, or a mirror's.
    /// </param>
    /// <param name="cache">Directory of its cache; made when needed.</param>
    /// <param name="mirrors">The mirrors that guests may ask for, and from which each is fetched, as URLs.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <returns>The proxy, and what guests reach it by.</returns>
    /// <exception cref="FindingException">apt-cacher-ng isn't installed, or does not start.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<(CachingProxy Proxy, IReadOnlyList<GuestService> Services)> StartAsync(
        IEnumerable<Uri> addresses,
        string cache,
        IReadOnlyDictionary<string, string> mirrors,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(cache);
        var proxy = new CachingProxy();
        try
        {
            var socket = await proxy.StartAsync(cache, mirrors, cancellation);
            return (
                proxy,
                [
                    .. addresses
                        .Select(address => new GuestService(address.Host, address.Port, socket))
                        .Distinct(),
                ]
            );
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; the cache stays.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var program in new[] { _tunnel, _program }.OfType<BackgroundProgram>())
        {
            await program.DisposeAsync();
        }
        _work.Dispose();
    }

    private async Task<string> StartAsync(
        string cache,
        IReadOnlyDictionary<string, string> mirrors,
        CancellationToken cancellation
    )
    {
        var address = new IPEndPoint(IPAddress.Loopback, LoopbackPort.Free());
        // In arguments it takes no port; Debian's own file would be read where no directory is given.
        var directory = Directory.CreateDirectory(_work.File("conf")).FullName;
        await File.WriteAllLinesAsync(
            Path.Combine(directory, "k8simage.conf"),
            [
                string.Create(CultureInfo.InvariantCulture, $"Port: {address.Port}"),
                $"BindAddress: {address.Address}",
                $"CacheDir: {cache}",
                $"LogDir: {Directory.CreateDirectory(_work.File("log")).FullName}",
                $"PidFile: {_work.File("pid")}",
                "SupportDir: /usr/lib/apt-cacher-ng",
                "ForeGround: 1",
                // No expiry: what it keeps is checked by apt, which knows the hashes.
                "ExThreshold: 0",
                // The mirrors, and nothing else: this is no way out for guests.
                "ForceManaged: 1",
                "ReportPage:",
                // What is on this machine changes, and is not worth keeping.
                @"DontCacheResolved: ^(http://)?127\.0\.0\.1[:/]",
                // It refuses what it doesn't know for a file of a repository.
                @"VfilePatternEx: /Release\.key$",
                .. mirrors.Select(pair => Remap(new Uri(pair.Key), pair.Value.TrimEnd('/'))),
            ],
            cancellation
        );
        _program = await BackgroundProgram.StartAsync(
            Program,
            ["-c", directory],
            () => Answers(address),
            cancellation
        );
        var socket = _work.File("proxy.sock");
        _tunnel = await Tunnel.OpenAsync(
            socket,
            address.Address.ToString(),
            address.Port,
            cancellation
        );
        return socket;
    }

    // Guests ask for a mirror as of a proxy, with its host, or as of the mirror itself, without. The name is that of the
    // directory in the cache.
    private static string Remap(Uri asked, string mirror) =>
        $"Remap-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mirror)))[..16]}: {asked.ToString().TrimEnd('/')} {asked.AbsolutePath.TrimEnd('/')} ; {mirror}";

    private static bool Answers(IPEndPoint address)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
