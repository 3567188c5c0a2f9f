using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Machines;

/// <summary>A guest's network card.</summary>
/// <param name="Network">What it is plugged into.</param>
/// <param name="Mac">Its hardware address, as in <c>52:54:00:0a:0b:0c</c>.</param>
/// <param name="Interface">
/// The name that the guest must see, where its seed looks for one: <c>ens33</c> (a hot-plug slot), <c>enp0s5</c> (a place on
/// the first bus) or <c>eno1</c> (on-board); see systemd.net-naming-scheme(7). Null where any name will do.
/// </param>
public sealed partial record NetworkCard(GuestNetwork Network, string Mac, string? Interface = null)
{
    // Else ACPI names the slots behind a port, and calls each of them 0.
    private const string SlotsByNumber = "ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off";

    /// <summary>The arguments of QEMU that make the card.</summary>
    /// <param name="id">Name of the network for other arguments.</param>
    /// <param name="model">The card, as QEMU calls it.</param>
    /// <exception cref="FindingException">No card can be given that interface name.</exception>
    internal IEnumerable<string> Arguments(string id, string model) =>
        ["-netdev", Netdev(id), .. Device($"{model},netdev={id},mac={Mac}")];

    /// <summary>Whether the card can be plugged in while the guest stands still, and the guest sees the name it must.</summary>
    internal bool IsPluggable => Interface is null || SlotNumber is not null;

    /// <summary>Name of the slot into which the card is plugged.</summary>
    internal string Slot => string.Create(CultureInfo.InvariantCulture, $"slot{SlotNumber ?? 1}");

    /// <summary>The arguments of QEMU that make the slot.</summary>
    internal IEnumerable<string> SlotArguments =>
        SlotNumber is { } number
            ?
            [
                "-global",
                SlotsByNumber,
                "-device",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"pcie-root-port,id={Slot},slot={number},chassis={number}"
                ),
            ]
            : ["-device", $"pcie-root-port,id={Slot},chassis=1"];

    /// <summary>QEMU's network behind the card.</summary>
    internal string Netdev(string id)
    {
        if (Network.Switch is { } plugIn)
        {
            return GuestNetwork.SwitchNetdev(id, plugIn);
        }
        if (Network.Services.Count > 0)
        {
            return $"tap,id={id},ifname={PrivateNetwork.Interface},script=no,downscript=no";
        }
        return Network.UserNetdev(id);
    }

    /// <summary>The slot that gives the card its name; null where none does.</summary>
    internal int? SlotNumber => NumberOf("ens");

    /// <summary>The place on the first bus that gives the card its name; null where none does.</summary>
    // The machine itself has devices in slots 0 and 31.
    internal int? BusAddress => NumberOf("enp0s") is > 0 and < 31 and var number ? number : null;

    /// <summary>
    /// Values of QEMU's option <c>-global</c> that give a virtio card its name in a machine that somebody else describes: each PCI
    /// Express port then has the slot's number, and the card is behind one of them.
    /// </summary>
    internal string[] Globals =>
        SlotNumber is { } slot ? [SlotsByNumber, $"pcie-root-port.slot={slot}"]
        : NumberOf("eno") is { } index ? [$"{Hardware.VirtioCard}.acpi-index={index}"]
        : [];

    private int? NumberOf(string kind) =>
        InterfaceName().Match(Interface ?? "") is { Success: true } match
        && match.Groups["kind"].Value == kind
            ? int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)
            : null;

    private IEnumerable<string> Device(string card)
    {
        if (Interface is null)
        {
            return ["-device", card];
        }
        if (SlotNumber is not null)
        {
            return [.. SlotArguments, "-device", $"{card},bus={Slot}"];
        }
        if (NumberOf("eno") is { } index)
        {
            return ["-device", $"{card},acpi-index={index}"];
        }
        if (BusAddress is { } address)
        {
            return ["-device", $"{card},bus=pcie.0,addr=0x{address:x}"];
        }
        throw new FindingException(
            MachineRules.InterfaceName.At(
                new Place("interface"),
                $"QEMU can't make an interface that is called '{Shown.Short(Interface)}'",
                "use ens1 to ens255, enp0s1 to enp0s30 or eno1 to eno255, or give the card's mac instead"
            )
        );
    }

    [GeneratedRegex(
        @"\A(?<kind>ens|eno|enp0s)(?<number>[1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])\z"
    )]
    private static partial Regex InterfaceName();
}
