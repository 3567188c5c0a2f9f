using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using K8sImage.Bases.Packages;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Options;
using K8sImage.Tools;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Directory that guests find at the cluster file's kubernetes.repository")]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        Takes = Takes.Directory
    )]
    private readonly string? Repository;

    [Parameter(
        "Mirror from which guests get what they ask of packages.mirror; 'own' for that of this machine's apt"
    )]
    [Option(nameof(VerifyImages), nameof(BakeDisks), nameof(FaultInjection))]
    private readonly string? Mirror;

    [Parameter("Servers that guests reach through this machine, each as HOST:PORT")]
    [Option(nameof(VerifyImages), nameof(BakeDisks), nameof(FaultInjection))]
    private readonly string[] Reach = [];

    [SupportedOSPlatform("linux")]
    private async Task<GuestServices> GuestServicesAsync(Cluster cluster)
    {
        var mirrors = MirrorsOf(cluster);
        var outside = Reach.Select(Server).ToArray();
        if (Repository is not null || mirrors.Count > 0 || outside.Length > 0)
        {
            await PackageInstaller.RequireAsync(NetworkPackages, PackageUse.Servers, Cancelled);
        }
        return await GuestServices.StartAsync(
            cluster,
            Repository,
            mirrors,
            outside,
            UserCache.Directory("packages"),
            Cancelled
        );
    }

    private static DnsEndPoint Server(string text) =>
        text.Split(':') is [var host, var port]
        && Uri.CheckHostName(host) == UriHostNameType.Dns
        && ushort.TryParse(port, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? new DnsEndPoint(host, number)
            : throw new FindingException(
                MachineRules.NoRepository.At(
                    new Place("--reach"),
                    $"'{K8sImage.Findings.Shown.Short(text)}' is no server",
                    "give its name and its TCP port, as in pkgs.k8s.io:443"
                )
            );

    private Dictionary<string, string> MirrorsOf(Cluster cluster)
    {
        Dictionary<string, string> mirrors = new(StringComparer.Ordinal);
        if (Mirror is null)
        {
            return mirrors;
        }
        if (cluster.PackageMirror is null)
        {
            throw new FindingException(
                MachineRules.NoRepository.At(
                    new Place("--mirror"),
                    "the cluster file has no packages.mirror that it could stand for",
                    "add packages: { mirror: \"http://mirror.example.org/debian/\" } to the cluster file, or leave --mirror out"
                )
            );
        }
        var own =
            Mirror == "own" ? DebianSources.Read("/etc/apt") : new DebianSources(Mirror, null);
        if (own is null)
        {
            throw new FindingException(
                MachineRules.NoRepository.At(
                    new Place("--mirror"),
                    "this machine's apt has no mirror of Debian",
                    "give the mirror's address"
                )
            );
        }
        mirrors.Add(cluster.PackageMirror, own.Main);
        if (cluster.SecurityMirror is { } security && own.Security is { } ownSecurity)
        {
            mirrors.Add(security, ownSecurity);
        }
        return mirrors;
    }
}
