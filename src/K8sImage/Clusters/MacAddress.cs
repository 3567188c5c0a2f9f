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

    /// <summary>Says whose an address is that no guest can have; null where one can.</summary>
    public static string? Taken(string canonical) =>
        // virNetDevTapCreateInBridgePort in libvirt refuses it for a guest: the host's end of the guest's card has it.
        canonical.StartsWith("fe:", StringComparison.Ordinal)
            ? "is that of the host's end of a guest's card (vnet), and libvirt gives it to no guest"
        // vmnet1 and vmnet8 of VMware Workstation and Player.
        : canonical.StartsWith("00:50:56:c0:", StringComparison.Ordinal)
            ? "is that of a network adapter of VMware on the host (vmnet)"
        : null;

    /// <summary>The address in the writing of netplan: lower case, with colons.</summary>
    public static string Canonical(string text) => text.ToLowerInvariant().Replace('-', ':');

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\z")]
    internal static partial Regex Form();
}
