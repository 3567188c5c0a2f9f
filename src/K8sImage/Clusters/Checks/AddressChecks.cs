using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>Addresses of nodes and gateways: in their network, and ones that a host can have there.</summary>
internal static class AddressChecks
{
    public static void Check(ReadCluster read, FindingCollection findings)
    {
        if (read.NodeNetwork is { } network)
        {
            CheckIPv4(read, network, findings);
        }
        CheckIPv6(read, findings);
    }

    private static void CheckIPv4(ReadCluster read, IPNetwork network, FindingCollection findings)
    {
        var gateway = read.Cluster.Network.Gateway;
        CheckAddress("network.gateway", gateway, isGateway: true);
        foreach (var (node, path) in read.NodesWith("address"))
        {
            CheckAddress(path, node.Address, isGateway: false);
        }

        void CheckAddress(string path, IPAddress address, bool isGateway)
        {
            var fault =
                !network.Contains(address) ? $"lies outside of the node network {network}"
                : address.Equals(network.BaseAddress)
                    ? $"is the address of the network {network} itself"
                : address.Equals(IpAddress.LastOf(network))
                    ? $"is the broadcast address of {network}"
                : !isGateway && address.Equals(gateway) ? "is the gateway's"
                : null;
            if (fault is not null)
            {
                findings.Add(
                    ClusterRules.Outside.At(
                        read.PlaceOf(path),
                        $"{address} {fault}",
                        $"use a free address of {network}, or correct network.gateway and network.prefix"
                    )
                );
            }
        }
    }

    private static void CheckIPv6(ReadCluster read, FindingCollection findings)
    {
        if (read.NodeNetwork6 is not { } network)
        {
            return;
        }
        var gateway = read.Cluster.Network.Gateway6;
        foreach (var (node, path) in read.NodesWith("address6"))
        {
            var fault =
                node.Address6 is not { } address ? null
                : !network.Contains(address) ? $"lies outside of the network {network}"
                // RFC 4291, section 2.6.1: it is the anycast address of the routers.
                : address.Equals(network.BaseAddress)
                    ? $"is the address of the network {network} itself"
                : address.Equals(gateway) ? "is the gateway's"
                : null;
            if (fault is not null)
            {
                findings.Add(
                    ClusterRules.Outside.At(
                        read.PlaceOf(path),
                        $"{node.Address6} {fault}",
                        "use a free address of that network, or correct network.gateway6 and network.prefix6"
                    )
                );
            }
        }
    }
}
