using System.Globalization;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Seeds;
using K8sImage.Steps;

namespace K8sImage.Verification;

/// <summary>A node that is booted and judged.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SeedIso">Its seed ISO; null to boot the base alone.</param>
/// <param name="InstanceId">The seed's instance-id, which the guest must report.</param>
/// <param name="Base">The base that it boots on.</param>
/// <param name="NetworkCard">Its network card; null for a machine without one.</param>
/// <param name="Checks">The checks that its verdict must hold, in order.</param>
/// <param name="LogDirectory">Takes its logs; made when needed.</param>
public sealed record NodeUnderTest(
    string Name,
    string? SeedIso,
    string InstanceId,
    BaseDisk Base,
    NetworkCard? NetworkCard,
    IReadOnlyList<ExpectedCheck> Checks,
    string LogDirectory
)
{
    /// <summary>The hardware that its disk meets.</summary>
    public Hardware Hardware { get; init; } = Hardware.Usual;

    /// <summary>Archives of container images that the guest finds as disks.</summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>How many processors it has; null for as many as the plan says.</summary>
    public int? Cpus { get; init; }

    /// <summary>Its memory in MiB; null for as much as the plan says.</summary>
    public int? MemoryMiB { get; init; }

    /// <summary>How many boots it must pass; null for as many as the plan says.</summary>
    public int? Boots { get; init; }

    /// <summary>Whether the node speaks for its cluster, on a port of its own.</summary>
    public bool SpeaksForCluster { get; init; }

    /// <summary>Where the disk is made, and left when the last boot is over; null for one that is thrown away.</summary>
    public string? KeptDisk { get; init; }

    /// <summary>A node of a cluster, in a network in which the cluster's gateway exists.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="configuration">What the node must become.</param>
    /// <param name="seedIso">Its seed ISO.</param>
    /// <param name="instanceId">The seed's instance-id.</param>
    /// <param name="disk">The base that it boots on.</param>
    /// <param name="logDirectory">Takes its logs.</param>
    /// <param name="services">Servers that it reaches; null for none.</param>
    /// <exception cref="Findings.FindingException">The cluster's subnet has no room for the emulator's own addresses.</exception>
    public static NodeUnderTest Of(
        Cluster cluster,
        NodeConfiguration configuration,
        string seedIso,
        string instanceId,
        BaseDisk disk,
        string logDirectory,
        IReadOnlyList<GuestService>? services = null
    )
    {
        var node = configuration.Node;
        var network = GuestNetwork.Of(
            cluster.Network.Gateway,
            cluster.Network.Prefix,
            [.. cluster.Nodes.Select(other => other.Address)],
            cluster.Network.Nameservers,
            services
        );
        return new NodeUnderTest(
            node.Name,
            seedIso,
            instanceId,
            disk,
            new NetworkCard(network, node.Mac ?? MacOf(node), node.Interface),
            [
                .. configuration.Checks.Select(check => new ExpectedCheck(
                    check.Step,
                    check.Name,
                    check.Place
                )
                {
                    ValuePlaces = check.ValuePlaces,
                }),
            ],
            logDirectory
        );
    }

    /// <summary>A node of a cluster, with its seed ISO written beside its logs.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="configuration">What the node must become.</param>
    /// <param name="disk">The base that it boots on.</param>
    /// <param name="logDirectory">Takes the ISO and the logs.</param>
    /// <param name="services">Servers that it reaches; null for none.</param>
    /// <exception cref="Findings.FindingException">The cluster's subnet has no room for the emulator's own addresses.</exception>
    public static NodeUnderTest Bake(
        Cluster cluster,
        NodeConfiguration configuration,
        BaseDisk disk,
        string logDirectory,
        IReadOnlyList<GuestService>? services = null
    )
    {
        Directory.CreateDirectory(logDirectory);
        var seed = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(configuration);
        var iso = Path.Combine(logDirectory, Seed.Iso);
        // A seed may hold secrets, here too.
        var mode = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var file = new FileStream(iso, mode))
        {
            file.Write(seed.Files.Single(each => each.Name == Seed.Iso).Content.Span);
        }
        return Of(cluster, configuration, iso, seed.InstanceId, disk, logDirectory, services);
    }

    // Below QEMU's own prefix, the last bytes of the address: no two nodes share them.
    internal static string MacOf(Node node)
    {
        var bytes = node.Address.GetAddressBytes();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"52:54:00:{bytes[1]:x2}:{bytes[2]:x2}:{bytes[3]:x2}"
        );
    }
}
