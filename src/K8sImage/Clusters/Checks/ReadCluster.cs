using System.Globalization;
using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>
/// What was read of a cluster file, so that its values can be compared also where some of them are wrong.
/// </summary>
/// <param name="Cluster">The cluster, with something in the place of what could not be read.</param>
/// <param name="Unread">Paths of the values that could not be read.</param>
/// <param name="File">Where the file's mapping begins.</param>
internal sealed record ReadCluster(Cluster Cluster, IReadOnlySet<string> Unread, Place File)
{
    /// <summary>The nodes' IPv4 network; null where gateway or prefix could not be read.</summary>
    public IPNetwork? NodeNetwork { get; } =
        Unread.Contains("network.gateway") || Unread.Contains("network.prefix")
            ? null
            : IpAddress.NetworkOf(Cluster.Network.Gateway, Cluster.Network.Prefix);

    /// <summary>
    /// The nodes' IPv6 network; null where gateway or prefix could not be read, and behind a link-local gateway, which serves
    /// every network (RFC 4291, section 2.5.6).
    /// </summary>
    public IPNetwork? NodeNetwork6 { get; } =
        Cluster.Network.Gateway6 is not { IsIPv6LinkLocal: false } gateway
        || SpecialNetwork.Of(gateway) is not null
        || Unread.Contains("network.prefix6")
            ? null
            : IpAddress.NetworkOf(gateway, Cluster.Network.Prefix6);

    /// <summary>Whether the value at a path is the file's, or its default where the file has none.</summary>
    public bool Has(string path) => !Unread.Contains(path);

    /// <summary>Where the value at a path stands; the beginning of the file where it is a default.</summary>
    public Place PlaceOf(string path) => Cluster.Places.GetValueOrDefault(path, File);

    /// <summary>The nodes of which a value could be read, with the value's path.</summary>
    public IEnumerable<(Node Node, string Path)> NodesWith(string key) =>
        Cluster.Nodes.Select((node, i) => (node, PathOf(i, key))).Where(pair => Has(pair.Item2));

    /// <summary>The path of a node's value, as in <c>nodes[0].address</c>.</summary>
    public static string PathOf(int node, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"nodes[{node}].{key}");
}
