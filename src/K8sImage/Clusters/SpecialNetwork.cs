using System.Net;

namespace K8sImage.Clusters;

/// <summary>
/// Ranges whose addresses no host has in a network, or that no router passes on (IANA's special-purpose address
/// registries, RFC 6890; RFC 5771 and RFC 4291 for multicast).
/// </summary>
/// <param name="Range">The range.</param>
/// <param name="Kind">What its addresses are called.</param>
internal sealed record SpecialNetwork(IPNetwork Range, string Kind)
{
    private static readonly SpecialNetwork[] All =
    [
        Of("0.0.0.0/8", "unspecified"),
        Of("127.0.0.0/8", "loopback"),
        Of("169.254.0.0/16", "link-local"),
        Of("224.0.0.0/4", "multicast"),
        Of("240.0.0.0/4", "reserved"),
        Of("::/128", "unspecified"),
        Of("::1/128", "loopback"),
        Of("fe80::/10", "link-local"),
        Of("ff00::/8", "multicast"),
    ];

    /// <summary>The first range that has an address in common with a network; null where none has.</summary>
    public static SpecialNetwork? Within(IPNetwork network) =>
        Array.Find(All, special => IpAddress.Overlap(special.Range, network));

    /// <summary>The range of an address; null where it lies in none.</summary>
    public static SpecialNetwork? Of(IPAddress address) =>
        Array.Find(All, special => special.Range.Contains(address));

    private static SpecialNetwork Of(string range, string kind) =>
        new(IPNetwork.Parse(range), kind);
}
