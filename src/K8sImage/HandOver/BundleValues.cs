using System.Globalization;
using System.Net;
using K8sImage.Machines;
using K8sImage.Verification;

namespace K8sImage.HandOver;

/// <summary>What the templates of a bundle's files are filled with; names of files, addresses and sizes only.</summary>
internal static class BundleValues
{
    /// <summary>The values of a bundle.</summary>
    public static Dictionary<string, object?> Of(Bundle bundle)
    {
        var cluster = bundle.Cluster;
        var network = GuestNetwork.Of(
            cluster.Network.Gateway,
            cluster.Network.Prefix,
            [.. cluster.Nodes.Select(node => node.Address)]
        );
        var first = First(network.Network);
        return new(StringComparer.Ordinal)
        {
            ["version"] = bundle.ToolVersion,
            ["cluster"] = new Dictionary<string, object?>
            {
                ["name"] = cluster.Name,
                ["user"] = cluster.User,
                ["kubernetes"] = cluster.Kubernetes.Version,
                ["pods"] = cluster.Network.Pods.ToString(),
                ["services"] = cluster.Network.Services.ToString(),
                ["hasKeys"] = cluster.AuthorizedKeys.Count > 0,
                ["hasWorkers"] = cluster.Nodes.Any(node => node.Role != Clusters.Node.ControlPlane),
                ["firstControlPlane"] = cluster.FirstControlPlane.Name,
                ["otherControlPlanes"] = cluster
                    .Nodes.Where(node =>
                        node.Role == Clusters.Node.ControlPlane && node != cluster.FirstControlPlane
                    )
                    .Select(node => node.Name)
                    .ToArray(),
            },
            ["network"] = new Dictionary<string, object?>
            {
                ["subnet"] = $"{network.Network}/{network.PrefixLength}",
                ["gateway"] = network.Gateway.ToString(),
                ["prefix"] = network.PrefixLength,
                ["dns"] = network.NameServer.ToString(),
                ["dhcp"] = network.DhcpStart.ToString(),
                ["first"] = first.ToString(),
                ["gatewayIsFirst"] = first.Equals(network.Gateway),
                ["nameservers"] = cluster
                    .Network.Nameservers.Select(server => server.ToString())
                    .ToArray(),
            },
            ["base"] = new Dictionary<string, object?>
            {
                ["name"] = bundle.Base.Name,
                ["title"] = bundle.Base.Title,
                ["url"] = bundle.Base.Url,
                ["digest"] = bundle.Base.Digest,
            },
            ["bundle"] = new Dictionary<string, object?>
            {
                ["hasDisks"] = bundle.Nodes.All(node => node.Disk is not null),
            },
            ["nodes"] = bundle.Nodes.Select(node => Of(bundle, node, network)).ToArray(),
        };
    }

    private static Dictionary<string, object?> Of(
        Bundle bundle,
        BundleNode bundled,
        GuestNetwork network
    )
    {
        var node = bundled.Node;
        var size = MachineSize.Of(node.Role);
        var card = new NetworkCard(network, node.Mac ?? NodeUnderTest.MacOf(node), node.Interface);
        return new(StringComparer.Ordinal)
        {
            ["name"] = node.Name,
            ["role"] = node.Role,
            ["address"] = node.Address.ToString(),
            ["machine"] = BundleFiles.MachineOf(bundle, bundled),
            ["iso"] = BundleFiles.IsoOf(bundle, bundled),
            ["disk"] = bundled.Disk is { } disk ? Path.GetFileName(disk.Disk.Path) : null,
            ["mac"] = card.Mac,
            ["ownMac"] = node.Mac,
            ["interface"] = node.Interface,
            ["slot"] = card.SlotNumber,
            ["busAddress"] = card.BusAddress,
            ["globals"] = card.Globals,
            // Behind -netdev and its value, which the script makes itself.
            ["card"] = card.Arguments("net0", Hardware.VirtioCard).Skip(2).ToArray(),
            ["cpus"] = size.Cpus,
            ["memoryMiB"] = size.MemoryMiB,
            ["diskGiB"] = size.DiskGiB,
            ["diskMiB"] = (size.DiskGiB * 1024).ToString(CultureInfo.InvariantCulture),
            ["sha256"] = bundled.IsoSha256,
            ["instanceId"] = bundled.InstanceId,
        };
    }

    private static IPAddress First(IPAddress network)
    {
        var bytes = network.GetAddressBytes();
        bytes[^1]++;
        return new IPAddress(bytes);
    }
}
