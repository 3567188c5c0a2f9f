namespace K8sImage.Machines;

/// <summary>All that a boot of a guest depends on.</summary>
public sealed record MachineSettings
{
    /// <summary>The emulator.</summary>
    public required Qemu Qemu { get; init; }

    /// <summary>What runs the guest's instructions.</summary>
    public required Accelerator Accelerator { get; init; }

    /// <summary>How the guest's clocks run; null for as fast as the host's.</summary>
    public TimeDilation? Dilation { get; init; }

    /// <summary>The disk, in qcow2; the guest writes to it.</summary>
    public required string Disk { get; init; }

    /// <summary>The seed ISO, read-only in the CD-ROM drive; null for an empty drive.</summary>
    public string? SeedIso { get; init; }

    /// <summary>The network card; null for a machine without one.</summary>
    public NetworkCard? NetworkCard { get; init; }

    /// <summary>A word that is new for each boot: the guest repeats it in its verdict.</summary>
    public required string Nonce { get; init; }

    /// <summary>File that takes what the guest writes to its first serial port, the console.</summary>
    public required string ConsoleLog { get; init; }

    /// <summary>File that takes what the guest writes to its second serial port, the verdict.</summary>
    public required string VerdictLog { get; init; }

    /// <summary>File that takes what the firmware says on its debug port (SeaBIOS, 0x402); null for none.</summary>
    public string? FirmwareLog { get; init; }

    /// <summary>Path of the unix socket on which QEMU takes commands; at most 107 bytes long.</summary>
    public required string ControlSocket { get; init; }

    /// <summary>File that takes the packets on the guest's network, in pcap; null for none.</summary>
    public string? PacketLog { get; init; }

    /// <summary>What the guest's disk meets.</summary>
    public Hardware Hardware { get; init; } = Hardware.Usual;

    /// <summary>The guest's own copy of the UEFI firmware's variables; null for a BIOS.</summary>
    public string? FirmwareVariables { get; init; }

    /// <summary>
    /// Files that the guest finds as read-only disks <c>/dev/disk/by-id/virtio-k8simage-imagesN</c>, N from 0; their sizes are
    /// multiples of 512 bytes.
    /// </summary>
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>File that takes the cluster's verdict, from the port /dev/virtio-ports/k8simage.cluster; null for no such port.</summary>
    public string? ClusterLog { get; init; }

    /// <summary>Memory in MiB.</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>Whether the guest is to be held before cloud-init's first stage, to be resumed later.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The held guest that is resumed; null for a boot from the beginning.</summary>
    public HeldMachine? Resumes { get; init; }

    /// <summary>Named pipe from which the guest hears orders, on the port of <see cref="ClusterLog"/>.</summary>
    internal string OrderPipe => ControlSocket + ".orders";

    /// <summary>File from which a resumed guest hears its nonce.</summary>
    internal string AnswerFile => ControlSocket + ".answer";

    /// <summary>
    /// Number of processors. A second one brings nothing where instructions are translated; kubeadm asks for two.
    /// </summary>
    public int Cpus { get; init; } = 1;
}
