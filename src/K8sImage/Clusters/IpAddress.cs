using System.Net;
using System.Net.Sockets;

namespace K8sImage.Clusters;

/// <summary>Addresses, read more strictly than <see cref="IPAddress"/> does.</summary>
public static class IpAddress
{
    /// <summary>
    /// Reads an IPv4 address of four decimal numbers (RFC 6943, section 3.1.1, strict form) or an IPv6 address without
    /// a zone (RFC 4291, section 2.2). Null for anything else: <c>10.1</c> and <c>010.0.0.1</c> mean different things
    /// to different programs, and <c>::ffff:10.0.0.1</c> is an IPv4 address in disguise.
    /// </summary>
    public static IPAddress? Parse(string text)
    {
        if (text.Length > 45 || text.Contains('%') || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }
        return address.IsIPv4MappedToIPv6 ? null
            : address.AddressFamily == AddressFamily.InterNetworkV6 && !text.Contains('[')
            || address.ToString() == text
                ? address
            : null;
    }

    /// <summary>Whether the address is one of IPv6.</summary>
    public static bool IsV6(this IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Reads <c>10.244.0.0/16</c>; null for anything else, also where bits behind the prefix are set.</summary>
    public static IPNetwork? ParseNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return
            slash > 0
            && Parse(text[..slash]) is { } address
            && text[(slash + 1)..] is ['0'] or [>= '1' and <= '9', ..] // no leading zeros, no sign
            && IPNetwork.TryParse(text, out var network)
            && network.BaseAddress.Equals(address) // IPNetwork cuts the bits behind the prefix off
            ? network
            : null;
    }

    /// <summary>The network in which an address with a prefix length lies, as in <c>10.244.1.0/16</c>; null for anything else.</summary>
    public static IPNetwork? NetworkAround(string text) =>
        text.Split('/') is [var first, var length]
        && Parse(first) is { } address
        && ParseNetwork($"{(address.IsV6() ? "::" : "0.0.0.0")}/{length}") is { } zero
            ? NetworkOf(address, zero.PrefixLength)
            : null;

    /// <summary>The network of the given prefix length in which an address lies.</summary>
    public static IPNetwork NetworkOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(prefix - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }
        return new IPNetwork(new IPAddress(bytes), prefix);
    }

    /// <summary>The last address of a network: of IPv4 the one for broadcasts (RFC 919).</summary>
    public static IPAddress LastOf(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(network.PrefixLength - (8 * i), 0, 8);
            bytes[i] |= (byte)(0xFF >> bits);
        }
        return new IPAddress(bytes);
    }

    /// <summary>Whether two networks have an address in common.</summary>
    public static bool Overlap(IPNetwork a, IPNetwork b) =>
        a.BaseAddress.AddressFamily == b.BaseAddress.AddressFamily
        && (a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress));
}
