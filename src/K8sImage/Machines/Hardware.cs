namespace K8sImage.Machines;

/// <summary>What starts the boot loader.</summary>
public enum Firmware
{
    /// <summary>A BIOS: SeaBIOS.</summary>
    Bios,

    /// <summary>UEFI without Secure Boot: OVMF.</summary>
    Uefi,
}

/// <summary>What the disk is attached to.</summary>
public enum DiskBus
{
    /// <summary>virtio-blk: KVM, Proxmox.</summary>
    Virtio,

    /// <summary>An AHCI controller: the choice of VirtualBox, and one of VMware's.</summary>
    Sata,
}

/// <summary>What a disk meets where it is handed to: hypervisors differ in it.</summary>
public sealed record Hardware
{
    /// <summary>Virtio's own card, as QEMU calls it.</summary>
    public const string VirtioCard = "virtio-net-pci";

    /// <summary>Intel's 82540EM, which VirtualBox and VMware emulate, as QEMU calls it.</summary>
    public const string IntelCard = "e1000";

    /// <summary>What guests are judged on: a BIOS, virtio and two serial ports.</summary>
    public static Hardware Usual { get; } = new();

    /// <summary>All combinations that are told apart.</summary>
    public static IReadOnlyList<Hardware> All { get; } =
    [
        .. from firmware in Enum.GetValues<Firmware>()
        from disk in Enum.GetValues<DiskBus>()
        from card in (string[])[VirtioCard, IntelCard]
        from hasSerialPorts in (bool[])[true, false]
        select new Hardware
        {
            Firmware = firmware,
            Disk = disk,
            Card = card,
            HasSerialPorts = hasSerialPorts,
        },
    ];

    /// <summary>What starts the boot loader.</summary>
    public Firmware Firmware { get; init; }

    /// <summary>What the disk is attached to.</summary>
    public DiskBus Disk { get; init; }

    /// <summary>The model of the network card, as QEMU calls it.</summary>
    public string Card { get; init; } = VirtioCard;

    /// <summary>Whether there are serial ports. Most virtual machines of people have none.</summary>
    public bool HasSerialPorts { get; init; } = true;

    /// <summary>A short name that is good for files, as in <c>uefi-sata-e1000-no-serial</c>.</summary>
    public string Name =>
        string.Join(
            '-',
            Firmware == Firmware.Bios ? "bios" : "uefi",
            Disk == DiskBus.Virtio ? "virtio" : "sata",
            Card == VirtioCard ? "virtio" : Card,
            HasSerialPorts ? "serial" : "no-serial"
        );
}
