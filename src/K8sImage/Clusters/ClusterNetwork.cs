using System.Net;

namespace K8sImage.Clusters;

/// <summary>The networks of a cluster.</summary>
/// <param name="Gateway">The node network's IPv4 gateway.</param>
/// <param name="Prefix">The node network's IPv4 prefix length, in bits.</param>
/// <param name="Nameservers">Addresses of the name servers.</param>
/// <param name="Search">Search domains.</param>
/// <param name="Pods">The pod network.</param>
/// <param name="Services">The service network.</param>
/// <param name="Gateway6">The node network's IPv6 gateway; null where there is none.</param>
/// <param name="Prefix6">The node network's IPv6 prefix length, in bits.</param>
/// <param name="PodNetwork">What joins the pods of all nodes, one of <see cref="PodNetworks"/>.</param>
public sealed record ClusterNetwork(
    IPAddress Gateway,
    int Prefix,
    IReadOnlyList<IPAddress> Nameservers,
    IReadOnlyList<string> Search,
    IPNetwork Pods,
    IPNetwork Services,
    IPAddress? Gateway6,
    int Prefix6,
    string PodNetwork
)
{
    /// <summary>What <see cref="PodNetwork"/> may be: nothing of ours, or a bridge on each node.</summary>
    public static readonly IReadOnlyList<string> PodNetworks = ["none", "bridge"];

    /// <summary>The node network.</summary>
    public IPNetwork Subnet => IpAddress.NetworkOf(Gateway, Prefix);
}
