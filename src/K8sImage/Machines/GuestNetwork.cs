using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using K8sImage.Findings;
using K8sImage.Machines.Services;

namespace K8sImage.Machines;

/// <summary>
/// The subnet that a guest sees: its gateway answers to ARP and ping, servers exist where some are given, and nothing leaves
/// this machine.
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
    /// <summary>Servers that the guest reaches, each at an address in the subnet; empty for a network that leads nowhere.</summary>
    public IReadOnlyList<(GuestService Service, IPAddress Address)> Services
    {
        get;
        private init;
    } = [];

    /// <summary>
    /// Path of the directory by which the guest is plugged into a <see cref="NodeSwitch"/> and meets the other nodes; null for a guest
    /// that is alone with its gateway.
    /// </summary>
    public string? Switch { get; init; }

    /// <summary>Name servers that know the <see cref="Services"/> by their names, and no other name.</summary>
    public IReadOnlyList<IPAddress> AskedNameServers { get; private init; } = [];

    /// <summary>The network of a cluster: the emulator's own addresses are the highest ones that no node has.</summary>
    /// <param name="gateway">The gateway's IPv4 address.</param>
    /// <param name="prefixLength">Length of the subnet's prefix.</param>
    /// <param name="nodes">Addresses of all nodes.</param>
    /// <param name="nameServers">Addresses that guests ask for names.</param>
    /// <param name="services">Servers that guests shall reach.</param>
    /// <exception cref="FindingException">Too few addresses are left.</exception>
    public static GuestNetwork Of(
        IPAddress gateway,
        int prefixLength,
        IReadOnlyCollection<IPAddress> nodes,
        IReadOnlyList<IPAddress>? nameServers = null,
        IReadOnlyList<GuestService>? services = null
    )
    {
        services ??= [];
        var named = services
            .Select(service => service.Host)
            .Where(host => !IPAddress.TryParse(host, out _))
            .Distinct()
            .ToList();
        var wanted = 2 + named.Count;
        var mask = prefixLength == 0 ? 0 : uint.MaxValue << (32 - prefixLength);
        var network = ToNumber(gateway) & mask;
        var taken = nodes.Append(gateway).Select(ToNumber).ToHashSet();
        List<IPAddress> free = [];
        // The highest address is the broadcast address, the lowest one the network's.
        for (
            var address = (network | ~mask) - 1;
            address > network && free.Count < wanted;
            address--
        )
        {
            if (!taken.Contains(address))
            {
                free.Add(FromNumber(address));
            }
        }
        if (free.Count < wanted)
        {
            throw new FindingException(
                MachineRules.NoAddress.At(
                    new Place("network"),
                    $"fewer than {wanted} addresses are free in {FromNumber(network)}/{prefixLength}",
                    $"the emulated network needs {wanted} addresses that no node has: use a larger subnet"
                )
            );
        }
        return new GuestNetwork(FromNumber(network), prefixLength, gateway, free[0], free[1])
        {
            Services =
            [
                .. services.Select(service =>
                    (
                        service,
                        IPAddress.TryParse(service.Host, out var address)
                            ? address
                            : free[2 + named.IndexOf(service.Host)]
                    )
                ),
            ],
            AskedNameServers =
            [
                .. (nameServers ?? []).Where(address =>
                    address.AddressFamily == AddressFamily.InterNetwork
                ),
            ],
        };
    }

    /// <summary>QEMU's network that is plugged into a <see cref="NodeSwitch"/>.</summary>
    internal static string SwitchNetdev(string id, string plugIn) =>
        $"vde,id={id},sock={QemuCommandLine.Escape(plugIn)}";

    /// <summary>QEMU's own network, in which the gateway answers and from which nothing gets out.</summary>
    internal string UserNetdev(string id)
    {
        var cidr = string.Create(CultureInfo.InvariantCulture, $"{Network}/{PrefixLength}");
        // restrict: only the emulator's own addresses answer. There is no such promise for IPv6 that we have measured.
        return $"user,id={id},restrict=on,ipv6=off,net={cidr},host={Gateway},dns={NameServer},dhcpstart={DhcpStart}";
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
