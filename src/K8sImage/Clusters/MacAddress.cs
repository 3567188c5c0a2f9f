using System.Text.RegularExpressions;

namespace K8sImage.Clusters;

/// <summary>Hardware addresses of network cards (IEEE 802, EUI-48).</summary>
internal static partial class MacAddress
{
    /// <summary>Says what is wrong with an address; null if nothing is.</summary>
    public static string? Fault(string text) =>
        !Form().IsMatch(text) ? "is no MAC address"
        : (Convert.ToInt32(text[..2], 16) & 1) != 0
            ? "is a multicast address, which no network card has: its first byte is odd"
        : text.All(c => c is '0' or ':' or '-') ? "is zero, which no network card has"
        : null;

    /// <summary>The address in the writing of netplan: lower case, with colons.</summary>
    public static string Canonical(string text) => text.ToLowerInvariant().Replace('-', ':');

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\z")]
    internal static partial Regex Form();
}
