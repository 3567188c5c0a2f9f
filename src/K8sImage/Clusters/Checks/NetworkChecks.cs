using System.Net;
using System.Numerics;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>The networks of nodes, pods and services: apart from one another, of addresses that hosts can have, large enough.</summary>
internal static class NetworkChecks
{
    // What kube-controller-manager gives each node, and what it can count: --node-cidr-mask-size, and kubeadm's
    // PodSubnetNodeMaskMaxDiff, MinimumAddressesInServiceSubnet and MaximumBitsForServiceSubnet.
    private const int NodePrefix = 24;
    private const int LargestPods = NodePrefix - 16;
    private const int SmallestServices = 28;
    private const int LargestServices = 32 - 20;

    // Of RFC 1918, and large enough for anything; the default first.
    private static readonly IPNetwork[] Private =
    [
        .. new[] { "10.244.0.0/16", "172.20.0.0/16", "10.128.0.0/16", "192.168.0.0/16" }.Select(
            IPNetwork.Parse
        ),
    ];

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        var network = read.Cluster.Network;
        var pods = read.Has("network.pods") ? network.Pods : (IPNetwork?)null;
        var services = read.Has("network.services") ? network.Services : (IPNetwork?)null;
        (string Path, string Name, IPNetwork? Network)[] networks =
        [
            ("network.gateway", "node", read.NodeNetwork),
            ("network.pods", "pod", pods),
            ("network.services", "service", services),
        ];
        for (var i = 0; i < networks.Length; i++)
        {
            CheckSpecial(read, networks[i], findings);
            for (var j = i + 1; j < networks.Length; j++)
            {
                CheckOverlap(read, networks, i, j, findings);
            }
        }
        CheckAddresses(read, findings);
        if (pods is { } podNetwork && !podNetwork.BaseAddress.IsV6())
        {
            CheckPods(read, podNetwork, findings);
        }
        if (services is { } serviceNetwork && !serviceNetwork.BaseAddress.IsV6())
        {
            CheckServices(read, serviceNetwork, findings);
        }
    }

    private static void CheckSpecial(
        ReadCluster read,
        (string Path, string Name, IPNetwork? Network) one,
        FindingCollection findings
    )
    {
        if (one.Network is { } network && SpecialNetwork.Within(network) is { } special)
        {
            findings.Add(
                ClusterRules.Special.At(
                    read.PlaceOf(one.Path),
                    $"the {one.Name} network {network} has {special.Kind} addresses in it ({special.Range})",
                    "use a private network: one in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"
                )
            );
        }
    }

    private static void CheckOverlap(
        ReadCluster read,
        (string Path, string Name, IPNetwork? Network)[] networks,
        int earlier,
        int later,
        FindingCollection findings
    )
    {
        var (one, other) = (networks[earlier], networks[later]);
        if (
            one.Network is { } first
            && other.Network is { } second
            && IpAddress.Overlap(first, second)
        )
        {
            var place = read.Cluster.Places.GetValueOrDefault(other.Path, read.PlaceOf(one.Path));
            findings.Add(
                ClusterRules.Overlap.At(
                    place,
                    $"the {other.Name} network {second} overlaps the {one.Name} network {first}",
                    $"write a private network that has no address in common with the others{AsIn(networks)}"
                )
            );
        }
    }

    private static string AsIn((string Path, string Name, IPNetwork? Network)[] taken) =>
        Private
            .Where(network =>
                taken.All(other =>
                    other.Network is not { } used || !IpAddress.Overlap(used, network)
                )
            )
            .Select(network => $", as in {network}")
            .FirstOrDefault("");

    private static void CheckAddresses(ReadCluster read, FindingCollection findings)
    {
        foreach (var (node, path) in read.NodesWith("address6"))
        {
            CheckAddress(read, path, node.Address6, findings);
        }
        var network = read.Cluster.Network;
        // A link-local gateway is usual in IPv6.
        if (network.Gateway6 is { IsIPv6LinkLocal: false } gateway6)
        {
            CheckAddress(read, "network.gateway6", gateway6, findings);
        }
        for (var i = 0; i < network.Nameservers.Count; i++)
        {
            CheckAddress(read, $"network.nameservers[{i}]", network.Nameservers[i], findings);
        }
        CheckAddress(
            read,
            "controlPlaneEndpoint",
            IpAddress.Parse(read.Cluster.ControlPlaneEndpoint ?? ""),
            findings
        );
        CheckAddress(read, "time.server", IpAddress.Parse(read.Cluster.Time.Server), findings);
    }

    private static void CheckAddress(
        ReadCluster read,
        string path,
        IPAddress? address,
        FindingCollection findings
    )
    {
        if (address is not null && SpecialNetwork.Of(address) is { } special)
        {
            findings.Add(
                ClusterRules.Special.At(
                    read.PlaceOf(path),
                    $"{address} is {(special.Kind[0] == 'u' ? "an" : "a")} {special.Kind} address ({special.Range}): other machines can't be reached by it",
                    "write the address that the machine has in its network"
                )
            );
        }
    }

    private static void CheckPods(ReadCluster read, IPNetwork pods, FindingCollection findings)
    {
        var nodes = read.Cluster.Nodes.Count;
        var places = 1 << Math.Clamp(NodePrefix - pods.PrefixLength, 0, 16);
        var wanted = NodePrefix - BitOperations.Log2((uint)Math.Max(nodes, 1) * 2 - 1);
        var fault =
            pods.PrefixLength < LargestPods
                ? $"is larger than Kubernetes can divide among nodes: a /{LargestPods} at most"
            : pods.PrefixLength > NodePrefix
                ? $"is smaller than the /{NodePrefix} that each node gets of it"
            : nodes > places
                ? $"has a /{NodePrefix} for {places} node{(places == 1 ? "" : "s")}, and there are {nodes}"
            : null;
        if (fault is not null)
        {
            findings.Add(
                ClusterRules.PodNetwork.At(
                    read.PlaceOf("network.pods"),
                    $"the pod network {pods} {fault}",
                    $"use a prefix from /{LargestPods} to /{wanted}, as in 10.244.0.0/16"
                )
            );
        }
    }

    private static void CheckServices(
        ReadCluster read,
        IPNetwork services,
        FindingCollection findings
    )
    {
        if (services.PrefixLength is < LargestServices or > SmallestServices)
        {
            var fault =
                services.PrefixLength < LargestServices
                    ? "larger than the API server can keep account of"
                    : "too small: the cluster's DNS has its tenth address";
            findings.Add(
                ClusterRules.ServiceNetwork.At(
                    read.PlaceOf("network.services"),
                    $"the service network {services} is {fault}",
                    $"use a prefix from /{LargestServices} to /{SmallestServices}, as in 10.96.0.0/12"
                )
            );
        }
    }
}
