using System.Globalization;

namespace K8sImage.Machines;

/// <summary>Turns settings into QEMU's arguments (qemu-system(1)).</summary>
internal static class QemuCommandLine
{
    /// <summary>Id of the network behind the card.</summary>
    public const string Network = "net0";

    /// <summary>Id of the CD-ROM drive.</summary>
    public const string Cd = "cd";

    /// <summary>The arguments, without the program.</summary>
    public static IReadOnlyList<string> Build(MachineSettings settings)
    {
        List<string> arguments =
        [
            // Nothing but what is asked for below: no configuration of the user's, no default card or drive.
            "-nodefaults",
            "-no-user-config",
            "-display",
            "none",
            "-machine",
            "q35",
            .. Processor(settings),
            "-m",
            Number(settings.MemoryMiB),
            // A guest that restarts ends here; the next boot gets a nonce and log files of its own.
            "-no-reboot",
            "-rtc",
            "base=utc",
            "-device",
            "virtio-rng-pci",
            "-drive",
            // The overlay lives as long as the run, so nothing is flushed for the sake of a power cut.
            $"if=none,id=disk,format=qcow2,cache=unsafe,discard=unmap,file={Escape(settings.Disk)}",
            "-device",
            settings.Hardware.Disk == DiskBus.Sata
                ? "ide-hd,drive=disk,bus=ide.1,bootindex=1"
                : "virtio-blk-pci,drive=disk,bootindex=1",
            "-device",
            $"ide-cd,id={Cd}" + (settings.SeedIso is null ? "" : ",drive=seed"),
            .. SerialPorts(settings),
            "-qmp",
            $"unix:{Escape(settings.ControlSocket)},server=on,wait=off",
            "-smbios",
            // systemd's credentials, by SMBIOS type 11 (systemd.system-credentials(7)).
            $"type=11,value=io.systemd.credential:k8simage.nonce={Escape(settings.Nonce)}",
        ];
        if (settings.SeedIso is { } seed)
        {
            arguments.AddRange([
                "-drive",
                $"if=none,id=seed,media=cdrom,readonly=on,format=raw,file={Escape(seed)}",
            ]);
        }
        if (settings.FirmwareVariables is { } variables)
        {
            arguments.AddRange(UefiFirmware.Find().Arguments(variables));
        }
        if (settings.FirmwareLog is { } firmware)
        {
            arguments.AddRange([
                "-chardev",
                $"file,id=firmware,path={Escape(firmware)}",
                "-device",
                "isa-debugcon,iobase=0x402,chardev=firmware",
            ]);
        }
        for (var i = 0; i < settings.Archives.Count; i++)
        {
            arguments.AddRange([
                "-drive",
                $"if=none,id=images{i},format=raw,readonly=on,file={Escape(settings.Archives[i])}",
                "-device",
                $"virtio-blk-pci,drive=images{i},serial=k8simage-images{i}",
            ]);
        }
        if (settings.ClusterLog is { } cluster)
        {
            arguments.AddRange([
                "-device",
                "virtio-serial-pci",
                "-chardev",
                $"file,id=cluster,path={Escape(cluster)},input-path={Escape(settings.OrderPipe)}",
                "-device",
                "virtserialport,chardev=cluster,name=k8simage.cluster",
            ]);
        }
        arguments.AddRange(Card(settings));
        if (settings.IsHeld)
        {
            arguments.AddRange(Hold.Arguments);
        }
        if (settings.Resumes is not null)
        {
            arguments.AddRange(["-S", "-incoming", "defer"]);
        }
        if (settings is { PacketLog: { } packets, NetworkCard: not null })
        {
            arguments.AddRange([
                "-object",
                $"filter-dump,id=packets,netdev={Network},file={Escape(packets)}",
            ]);
        }
        return arguments;
    }

    // Without the ports there is nobody who could be told of the verdict, and when to switch off.
    private static IEnumerable<string> SerialPorts(MachineSettings settings) =>
        settings.Hardware.HasSerialPorts
            ?
            [
                "-chardev",
                $"file,id=console,path={Escape(settings.ConsoleLog)}",
                "-serial",
                "chardev:console",
                "-chardev",
                $"file,id=verdict,path={Escape(settings.VerdictLog)}{Input(settings)}",
                "-serial",
                "chardev:verdict",
            ]
            : SwitchOff.Arguments;

    // A held guest has a free slot in the place of its card, which is plugged in when it is resumed: it is the node's.
    private static IEnumerable<string> Card(MachineSettings settings) =>
        settings switch
        {
            { NetworkCard: null } => ["-nic", "none"],
            { IsHeld: true } => settings.NetworkCard.SlotArguments,
            { Resumes: not null } =>
            [
                .. settings.NetworkCard.SlotArguments,
                "-netdev",
                settings.NetworkCard.Netdev(Network),
            ],
            _ => settings.NetworkCard.Arguments(Network, settings.Hardware.Card),
        };

    private static string Input(MachineSettings settings) =>
        settings.Resumes is null ? "" : $",input-path={Escape(settings.AnswerFile)}";

    private static IEnumerable<string> Processor(MachineSettings settings)
    {
        var hidden = settings.Qemu.MustHideCmpxchg16B ? ",-cx16" : "";
        string[] accelerator = settings.Accelerator switch
        {
            Accelerator.Kvm => ["-accel", "kvm", "-cpu", "host"],
            _ => ["-accel", "tcg,thread=multi", "-cpu", "max" + hidden],
        };
        return [.. accelerator, "-smp", Number(settings.Cpus)];
    }

    // In an option's value a comma ends it unless it is doubled.
    internal static string Escape(string value) =>
        value.Replace(",", ",,", StringComparison.Ordinal);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
