using System.Net;
using System.Runtime.Versioning;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;

namespace K8sImage.Machines.Services;

/// <summary>The servers that the guests of a cluster reach while they are booted here: they end with this object.</summary>
[SupportedOSPlatform("linux")]
public sealed class GuestServices : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _servers = [];
    private readonly List<GuestService> _services = [];

    private GuestServices() { }

    /// <summary>What guests reach; empty where they reach nothing.</summary>
    public IReadOnlyList<GuestService> Services => _services;

    /// <summary>SHA-256 of what stands in the repository's signed list; null where no directory stands for it.</summary>
    public string? RepositoryDigest { get; private set; }

    /// <summary>Starts the servers that stand for those of a cluster file.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="repository">Directory that stands for the repository of Kubernetes; null for none.</param>
    /// <param name="mirrors">
    /// The distribution's mirrors that guests may ask for, each with the one from which it is fetched; empty for none.
    /// </param>
    /// <param name="outside">Servers that are reached through this machine, each by a tunnel to it and to nothing else.</param>
    /// <param name="cache">Directory in which packages are kept.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">A program is missing, or a server does not start.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<GuestServices> StartAsync(
        Cluster cluster,
        string? repository,
        IReadOnlyDictionary<string, string> mirrors,
        IEnumerable<DnsEndPoint> outside,
        string cache,
        CancellationToken cancellation
    )
    {
        var services = new GuestServices();
        try
        {
            var known = new Dictionary<string, string>(mirrors, StringComparer.Ordinal);
            if (repository is not null)
            {
                var (server, service) = await RepositoryServer.StartAsync(
                    repository,
                    new Uri(cluster.Repository.Url),
                    cancellation
                );
                services._servers.Add(server);
                services._services.Add(service);
                services.RepositoryDigest = FileDigest.Sha256Of(
                    Path.Combine(repository, RepositoryServer.List)
                );
                known[cluster.Repository.Url] = server.LocalUrl;
            }
            if (mirrors.Count > 0 || (known.Count > 0 && cluster.PackageProxy is not null))
            {
                var (proxy, found) = await CachingProxy.StartAsync(
                    [
                        .. cluster.PackageProxy is { } address
                            ? [new Uri(address)]
                            : mirrors.Keys.Select(mirror => new Uri(mirror)),
                    ],
                    cache,
                    known,
                    cancellation
                );
                services._servers.Add(proxy);
                services._services.AddRange(found);
            }
            foreach (var server in outside)
            {
                var (tunnel, service) = await OutsideServer.StartAsync(server, cancellation);
                services._servers.Add(tunnel);
                services._services.Add(service);
            }
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the servers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
    }
}
