using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters;

/// <summary>What must hold between the values of a cluster file.</summary>
internal static class ClusterChecks
{
    public static void Check(Cluster cluster, FindingCollection findings)
    {
        var network = IpAddress.NetworkOf(cluster.Network.Gateway, cluster.Network.Prefix);
        CheckUnique(cluster, "name", node => node.Name, findings);
        CheckUnique(cluster, "address", node => node.Address.ToString(), findings);
        CheckUnique(cluster, "address6", node => node.Address6?.ToString(), findings);
        CheckUnique(cluster, "mac", node => node.Mac, findings);
        CheckAddresses(cluster, network, findings);
        CheckFamilies(cluster, findings);
        CheckOverlaps(cluster, network, findings);
        CheckControlPlanes(cluster, findings);
    }

    private static void CheckUnique(
        Cluster cluster,
        string key,
        Func<Node, string?> valueOf,
        FindingCollection findings
    )
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < cluster.Nodes.Count; i++)
        {
            if (valueOf(cluster.Nodes[i]) is { } value && !first.TryAdd(value, i))
            {
                var other = cluster.Places[$"nodes[{first[value]}].{key}"];
                findings.Add(
                    ClusterRules.Doubled.At(
                        cluster.Places[$"nodes[{i}].{key}"],
                        $"the {key} {value} is that of the node in line {other.Line} already",
                        $"give each node {(key[0] == 'a' ? "an" : "a")} {key} of its own"
                    )
                );
            }
        }
    }

    private static void CheckAddresses(
        Cluster cluster,
        IPNetwork network,
        FindingCollection findings
    )
    {
        CheckAddress("network.gateway", cluster.Network.Gateway, isGateway: true);
        for (var i = 0; i < cluster.Nodes.Count; i++)
        {
            CheckAddress($"nodes[{i}].address", cluster.Nodes[i].Address, isGateway: false);
        }

        void CheckAddress(string path, IPAddress address, bool isGateway)
        {
            var fault =
                !network.Contains(address) ? $"lies outside of the node network {network}"
                : address.Equals(network.BaseAddress)
                    ? $"is the address of the network {network} itself"
                : address.Equals(Broadcast(network)) ? $"is the broadcast address of {network}"
                : !isGateway && address.Equals(cluster.Network.Gateway) ? "is the gateway's"
                : null;
            if (fault is not null)
            {
                findings.Add(
                    ClusterRules.Outside.At(
                        cluster.Places[path],
                        $"{address} {fault}",
                        $"use a free address of {network}, or correct network.gateway and network.prefix"
                    )
                );
            }
        }
    }

    private static IPAddress Broadcast(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(network.PrefixLength - (8 * i), 0, 8);
            bytes[i] |= (byte)(0xFF >> bits);
        }
        return new IPAddress(bytes);
    }

    private static void CheckFamilies(Cluster cluster, FindingCollection findings)
    {
        var gateway = cluster.Network.Gateway6;
        for (var i = 0; i < cluster.Nodes.Count; i++)
        {
            var address = cluster.Nodes[i].Address6;
            if ((address is null) != (cluster.Nodes[0].Address6 is null))
            {
                findings.Add(
                    ClusterRules.Families.At(
                        cluster.Nodes[i].Place,
                        $"the node {cluster.Nodes[i].Name} has {(address is null ? "no" : "an")} IPv6 address, unlike the first node",
                        "give address6 to all nodes or to none"
                    )
                );
            }
            // A link-local gateway (RFC 4291, section 2.5.6) serves every network.
            if (
                address is not null
                && gateway is { IsIPv6LinkLocal: false }
                && !IpAddress.NetworkOf(gateway, cluster.Network.Prefix6).Contains(address)
            )
            {
                findings.Add(
                    ClusterRules.Outside.At(
                        cluster.Places[$"nodes[{i}].address6"],
                        $"{address} lies outside of the network {IpAddress.NetworkOf(gateway, cluster.Network.Prefix6)}",
                        "use a free address of that network, or correct network.gateway6 and network.prefix6"
                    )
                );
            }
        }
        if (gateway is not null && cluster.Nodes.All(node => node.Address6 is null))
        {
            findings.Add(
                ClusterRules.Families.At(
                    cluster.Places["network.gateway6"],
                    "there is an IPv6 gateway, but no node has an IPv6 address",
                    "give each node an address6, or leave gateway6 out"
                )
            );
        }
    }

    private static void CheckOverlaps(Cluster cluster, IPNetwork nodes, FindingCollection findings)
    {
        (string Key, string Name, IPNetwork Network)[] networks =
        [
            ("network.gateway", "node", nodes),
            ("network.pods", "pod", cluster.Network.Pods),
            ("network.services", "service", cluster.Network.Services),
        ];
        for (var i = 0; i < networks.Length; i++)
        {
            for (var j = i + 1; j < networks.Length; j++)
            {
                if (IpAddress.Overlap(networks[i].Network, networks[j].Network))
                {
                    findings.Add(
                        ClusterRules.Overlap.At(
                            cluster.Places.GetValueOrDefault(
                                networks[j].Key,
                                cluster.Places.GetValueOrDefault(
                                    networks[i].Key,
                                    cluster.Places["network.gateway"]
                                )
                            ),
                            $"the {networks[j].Name} network {networks[j].Network} overlaps the {networks[i].Name} network {networks[i].Network}",
                            "use private networks that have no address in common (RFC 1918)"
                        )
                    );
                }
            }
        }
    }

    private static void CheckControlPlanes(Cluster cluster, FindingCollection findings)
    {
        var controlPlanes = cluster.Nodes.Where(node => node.Role == Node.ControlPlane).ToArray();
        if (controlPlanes.Length == 0)
        {
            findings.Add(
                ClusterRules.NoControlPlane.At(
                    cluster.Nodes[0].Place,
                    "no node has the role control-plane",
                    "give one node role: control-plane"
                )
            );
        }
        else if (controlPlanes.Length > 1 && cluster.ControlPlaneEndpoint is null)
        {
            findings.Add(
                ClusterRules.NoEndpoint.At(
                    controlPlanes[1].Place,
                    "several control planes need one endpoint, which kubeadm can't change later",
                    "add controlPlaneEndpoint: with the name or address of a load balancer or virtual IP"
                )
            );
        }
        if (controlPlanes.Length > 0 && controlPlanes.Length % 2 == 0)
        {
            findings.Add(
                ClusterRules.EvenControlPlanes.At(
                    controlPlanes[^1].Place,
                    $"{controlPlanes.Length} control planes survive no more failures than {controlPlanes.Length - 1}: etcd needs a majority",
                    "use 1, 3 or 5"
                )
            );
        }
    }
}
