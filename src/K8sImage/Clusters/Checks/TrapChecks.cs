using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>What is allowed and yet mostly a mistake.</summary>
internal static class TrapChecks
{
    // RFC 1918.
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
    ];

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        if (read.NodeNetwork is { } network)
        {
            CheckNameservers(read, network, findings);
        }
        if (read.Cluster.LcAll is { } locale)
        {
            findings.Add(
                ClusterRules.LcAll.At(
                    read.PlaceOf("locale.lcAll"),
                    $"LC_ALL={locale} overrides every other locale setting, also those that users choose",
                    "leave lcAll out and set locale.lang, unless you want just this"
                )
            );
        }
    }

    // A router that serves names has mostly the first, the second (VMware's NAT) or the last address of its network.
    private static void CheckNameservers(
        ReadCluster read,
        IPNetwork network,
        FindingCollection findings
    )
    {
        var nameservers = read.Cluster.Network.Nameservers;
        for (var i = 0; i < nameservers.Count; i++)
        {
            var address = nameservers[i];
            if (
                address.GetAddressBytes() is [_, _, _, 1 or 2 or 254]
                && Array.Exists(Private, range => range.Contains(address))
                && !network.Contains(address)
            )
            {
                findings.Add(
                    ClusterRules.ForeignNameserver.At(
                        read.PlaceOf($"network.nameservers[{i}]"),
                        $"the name server {address} looks like the gateway of another network than the nodes' {network}",
                        $"if your router serves names, write network.gateway's {read.Cluster.Network.Gateway}; else make sure that the nodes can reach {address}"
                    )
                );
            }
        }
    }
}
