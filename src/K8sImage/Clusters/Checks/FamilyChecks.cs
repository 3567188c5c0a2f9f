using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>IPv4 and IPv6 fit together.</summary>
internal static class FamilyChecks
{
    public static void Check(ReadCluster read, FindingCollection findings)
    {
        CheckNodes(read, findings);
        CheckNetwork(read, "network.pods", "pod", read.Cluster.Network.Pods, findings);
        CheckNetwork(read, "network.services", "service", read.Cluster.Network.Services, findings);
    }

    private static void CheckNodes(ReadCluster read, FindingCollection findings)
    {
        var nodes = read.NodesWith("address6").Select(pair => pair.Node).ToArray();
        foreach (var node in nodes)
        {
            if ((node.Address6 is null) != (nodes[0].Address6 is null))
            {
                findings.Add(
                    ClusterRules.Families.At(
                        node.Place,
                        $"the node {node.Name} has {(node.Address6 is null ? "no" : "an")} IPv6 address, unlike the first node",
                        "give address6 to all nodes or to none"
                    )
                );
            }
        }
        if (
            nodes.Length == 0
            || nodes.Length < read.Cluster.Nodes.Count
            || nodes.Any(node => node.Address6 is not null)
        )
        {
            return;
        }
        if (read.Cluster.Network.Gateway6 is not null)
        {
            findings.Add(
                ClusterRules.Families.At(
                    read.PlaceOf("network.gateway6"),
                    "there is an IPv6 gateway, but no node has an IPv6 address",
                    "give each node an address6, or leave gateway6 out"
                )
            );
        }
        CheckReached(
            read,
            "controlPlaneEndpoint",
            IpAddress.Parse(read.Cluster.ControlPlaneEndpoint ?? ""),
            findings
        );
        CheckReached(read, "time.server", IpAddress.Parse(read.Cluster.Time.Server), findings);
        var nameservers = read.Cluster.Network.Nameservers;
        for (var i = 0; i < nameservers.Count; i++)
        {
            CheckReached(read, $"network.nameservers[{i}]", nameservers[i], findings);
        }
    }

    private static void CheckReached(
        ReadCluster read,
        string path,
        IPAddress? address,
        FindingCollection findings
    )
    {
        if (address is not null && address.IsV6())
        {
            findings.Add(
                ClusterRules.Unreachable.At(
                    read.PlaceOf(path),
                    $"{address} is an IPv6 address, but no node has one to reach it from",
                    "write an IPv4 address, or give each node an address6"
                )
            );
        }
    }

    // kube-apiserver wants services of the family that it is reached by: the nodes' IPv4 address (kubeadm's
    // advertiseAddress). Two families at once are not configured here.
    private static void CheckNetwork(
        ReadCluster read,
        string path,
        string name,
        IPNetwork network,
        FindingCollection findings
    )
    {
        if (read.Has(path) && network.BaseAddress.IsV6())
        {
            findings.Add(
                ClusterRules.NotIPv4.At(
                    read.PlaceOf(path),
                    $"the {name} network {network} is one of IPv6, but the API server listens on an IPv4 address",
                    $"write an IPv4 network, as in {(name == "pod" ? "10.244.0.0/16" : "10.96.0.0/12")}"
                )
            );
        }
    }
}
