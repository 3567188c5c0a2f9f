using System.Buffers.Binary;
using System.Net;
using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>
/// The subnet that a guest sees: its gateway answers to ARP and ping, and nothing leaves the emulator.
/// </summary>
/// <param name="Network">First address of the subnet.</param>
/// <param name="PrefixLength">Length of its prefix.</param>
/// <param name="Gateway">The gateway's address.</param>
/// <param name="NameServer">Address of the emulator's own name server, which a guest with fixed addresses doesn't ask.</param>
/// <param name="DhcpStart">First address that the emulator's DHCP server gives to a guest that asks.</param>
public sealed record GuestNetwork(
    IPAddress Network,
    int PrefixLength,
    IPAddress Gateway,
    IPAddress NameServer,
    IPAddress DhcpStart
)
{
    /// <summary>The network of a cluster: the emulator's own addresses are the highest ones that no node has.</summary>
    /// <param name="gateway">The gateway's IPv4 address.</param>
    /// <param name="prefixLength">Length of the subnet's prefix.</param>
    /// <param name="nodes">Addresses of all nodes.</param>
    /// <exception cref="FindingException">No two addresses are left.</exception>
    public static GuestNetwork Of(
        IPAddress gateway,
        int prefixLength,
        IReadOnlyCollection<IPAddress> nodes
    )
    {
        var mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
        var network = ToNumber(gateway) & mask;
        var taken = nodes.Append(gateway).Select(ToNumber).ToHashSet();
        List<IPAddress> free = [];
        // The highest address is the broadcast address, the lowest one the network's.
        for (var address = (network | ~mask) - 1; address > network && free.Count < 2; address--)
        {
            if (!taken.Contains(address))
            {
                free.Add(FromNumber(address));
            }
        }
        return free.Count == 2
            ? new GuestNetwork(FromNumber(network), prefixLength, gateway, free[0], free[1])
            : throw new FindingException(
                MachineRules.NoAddress.At(
                    new Place("network"),
                    $"no two addresses are free in {FromNumber(network)}/{prefixLength}",
                    "the emulated network needs two addresses that no node has: use a larger subnet"
                )
            );
    }

    private static uint ToNumber(IPAddress address) =>
        BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static IPAddress FromNumber(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
