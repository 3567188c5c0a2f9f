using System.Net;
using K8sImage.Findings;
using K8sImage.Machines;
using Xunit;

namespace K8sImage.Tests.Machines;

public sealed class CommandLineTests
{
    private static readonly GuestNetwork Network = GuestNetwork.Of(
        IPAddress.Parse("192.168.218.2"),
        24,
        [IPAddress.Parse("192.168.218.10"), IPAddress.Parse("192.168.218.254")]
    );

    private static readonly MachineSettings Settings = new()
    {
        Qemu = new Qemu("/usr/bin/qemu-system-x86_64", new Version(10, 0, 2)),
        Accelerator = Accelerator.Tcg,
        Disk = "/tmp/w/disk.qcow2",
        SeedIso = "/out/a,b/seed.iso",
        NetworkCard = new NetworkCard(Network, "52:54:00:0a:0b:0c"),
        Nonce = "0123456789abcdef",
        ConsoleLog = "/out/console.log",
        VerdictLog = "/out/verdict.tap",
        FirmwareLog = "/out/firmware.log",
        ControlSocket = "/tmp/w/qmp.sock",
    };

    [Fact]
    public void A_boot_is_these_arguments_and_no_others() =>
        Assert.Equal(
            """
            -nodefaults
            -no-user-config
            -display none
            -machine q35
            -accel tcg,thread=multi
            -cpu max
            -smp 1
            -m 2048
            -no-reboot
            -rtc base=utc
            -device virtio-rng-pci
            -drive if=none,id=disk,format=qcow2,cache=unsafe,discard=unmap,file=/tmp/w/disk.qcow2
            -device virtio-blk-pci,drive=disk,bootindex=1
            -device ide-cd,id=cd,drive=seed
            -chardev file,id=console,path=/out/console.log
            -serial chardev:console
            -chardev file,id=verdict,path=/out/verdict.tap
            -serial chardev:verdict
            -qmp unix:/tmp/w/qmp.sock,server=on,wait=off
            -smbios type=11,value=io.systemd.credential:k8simage.nonce=0123456789abcdef
            -drive if=none,id=seed,media=cdrom,readonly=on,format=raw,file=/out/a,,b/seed.iso
            -chardev file,id=firmware,path=/out/firmware.log
            -device isa-debugcon,iobase=0x402,chardev=firmware
            -netdev user,id=net0,restrict=on,ipv6=off,net=192.168.218.0/24,host=192.168.218.2,dns=192.168.218.253,dhcpstart=192.168.218.252
            -device virtio-net-pci,netdev=net0,mac=52:54:00:0a:0b:0c
            """,
            Text(Settings)
        );

    [Fact]
    public void Who_speaks_for_the_cluster_has_a_port_that_says_and_hears() =>
        Assert.Contains(
            """
            -device virtio-serial-pci
            -chardev file,id=cluster,path=/out/a,,b/cluster.tap,input-path=/tmp/w/qmp.sock.orders
            -device virtserialport,chardev=cluster,name=k8simage.cluster
            """,
            Text(Settings with { ClusterLog = "/out/a,b/cluster.tap" }),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_held_guest_has_a_slot_for_a_card_and_the_unit_that_holds_it()
    {
        var text = Text(Settings with { IsHeld = true });
        Assert.Contains(
            "-device pcie-root-port,id=slot1,chassis=1",
            text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "systemd.extra-unit.k8simage-hold.service=",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("netdev", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_guest_has_the_same_devices_waits_for_its_state_and_hears_its_nonce()
    {
        var held = Text(Settings with { IsHeld = true });
        var resumed = Text(Settings with { Resumes = new HeldMachine("/h.qcow2", "/h.state") });
        Assert.Equal(Devices(held), Devices(resumed));
        Assert.Contains("-incoming defer", resumed, StringComparison.Ordinal);
        Assert.Contains(
            "path=/out/verdict.tap,input-path=/tmp/w/qmp.sock.answer",
            resumed,
            StringComparison.Ordinal
        );
        Assert.Contains("-netdev user,id=net0,restrict=on", resumed, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Devices(string text) =>
        text.Split('\n').Where(line => line.StartsWith("-device", StringComparison.Ordinal));

    [Fact]
    public void A_machine_of_another_kind_differs_in_just_that()
    {
        var usual = Text(Settings).Split('\n');
        var other = Text(
                Settings with
                {
                    Hardware = new Hardware { Disk = DiskBus.Sata, Card = Hardware.IntelCard },
                }
            )
            .Split('\n');
        Assert.Equal(
            [
                "-device virtio-blk-pci,drive=disk,bootindex=1",
                "-device virtio-net-pci,netdev=net0,mac=52:54:00:0a:0b:0c",
            ],
            usual.Except(other)
        );
        Assert.Equal(
            [
                "-device ide-hd,drive=disk,bus=ide.1,bootindex=1",
                "-device e1000,netdev=net0,mac=52:54:00:0a:0b:0c",
            ],
            other.Except(usual)
        );
    }

    [Fact]
    public void Without_serial_ports_the_guest_switches_itself_off()
    {
        var text = Text(Settings with { Hardware = new Hardware { HasSerialPorts = false } });
        Assert.DoesNotContain("-serial", text, StringComparison.Ordinal);
        Assert.DoesNotContain("chardev:", text, StringComparison.Ordinal);
        Assert.Contains(
            "systemd.extra-unit.k8simage-switch-off.service=",
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void By_UEFI_the_code_is_shared_and_the_variables_are_the_guests_own()
    {
        var text = Text(Settings with { FirmwareVariables = "/tmp/w/uefi.fd" });
        Assert.Matches(
            @"-drive if=pflash,unit=0,format=raw,readonly=on,file=\S+CODE\S*\.fd\n-drive if=pflash,unit=1,format=raw,file=/tmp/w/uefi\.fd\n",
            text
        );
    }

    [Fact]
    public void All_kinds_of_machines_have_names_of_their_own_and_the_usual_one_is_among_them()
    {
        Assert.Equal(16, Hardware.All.Select(machine => machine.Name).Distinct().Count());
        Assert.Contains(Hardware.Usual, Hardware.All);
        Assert.Equal("bios-virtio-virtio-serial", Hardware.Usual.Name);
    }

    [Fact]
    public void Before_QEMU_10_cmpxchg16b_is_hidden() =>
        Assert.Contains(
            "-cpu max,-cx16\n",
            Text(Settings with { Qemu = new Qemu("q", new Version(9, 2)) }),
            StringComparison.Ordinal
        );

    [Fact]
    public void KVM_runs_the_hosts_own_processor() =>
        Assert.Contains(
            "-accel kvm\n-cpu host\n",
            Text(Settings with { Accelerator = Accelerator.Kvm }),
            StringComparison.Ordinal
        );

    [Fact]
    public void Without_a_card_there_is_no_network_and_without_a_seed_an_empty_drive()
    {
        var text = Text(Settings with { NetworkCard = null, SeedIso = null, PacketLog = "/p" });
        Assert.EndsWith("-nic none", text, StringComparison.Ordinal);
        Assert.Contains("-device ide-cd,id=cd\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "user",
            text.Replace("-no-user-config", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("filter-dump", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_network_is_restricted() =>
        Assert.Contains("restrict=on", Text(Settings), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "ens33",
        "-global ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off\n-device pcie-root-port,id=slot33,slot=33,chassis=33\n-device virtio-net-pci,netdev=net0,mac=52:54:00:0a:0b:0c,bus=slot33"
    )]
    [InlineData(
        "enp0s20",
        "-device virtio-net-pci,netdev=net0,mac=52:54:00:0a:0b:0c,bus=pcie.0,addr=0x14"
    )]
    [InlineData("eno1", "-device virtio-net-pci,netdev=net0,mac=52:54:00:0a:0b:0c,acpi-index=1")]
    public void A_card_is_put_where_its_name_comes_from(string name, string device) =>
        Assert.EndsWith(
            device,
            Text(Settings with { NetworkCard = Settings.NetworkCard! with { Interface = name } }),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("eth0")]
    [InlineData("enp0s31")]
    [InlineData("ens0")]
    [InlineData("ens256")]
    [InlineData("ens33,mac=x")]
    public void A_name_that_QEMU_cant_give_is_a_finding(string name) =>
        Assert.Equal(
            "K8S508",
            Assert
                .Single(
                    Assert
                        .Throws<FindingException>(() =>
                            Text(
                                Settings with
                                {
                                    NetworkCard = Settings.NetworkCard! with { Interface = name },
                                }
                            )
                        )
                        .Findings
                )
                .Code
        );

    [Fact]
    public void A_subnet_without_two_free_addresses_is_a_finding()
    {
        var gateway = IPAddress.Parse("10.0.0.1");
        Assert.Equal(
            (IPAddress.Parse("10.0.0.6"), IPAddress.Parse("10.0.0.5")),
            Of(29, "10.0.0.2", "10.0.0.3")
        );
        Assert.Throws<FindingException>(() => Of(30, "10.0.0.2"));

        (IPAddress, IPAddress) Of(int prefix, params string[] nodes)
        {
            var network = GuestNetwork.Of(gateway, prefix, [.. nodes.Select(IPAddress.Parse)]);
            return (network.NameServer, network.DhcpStart);
        }
    }

    // An option and its value on one line.
    private static string Text(MachineSettings settings)
    {
        var arguments = QemuCommandLine.Build(settings);
        return string.Join(
                ' ',
                arguments.Select(
                    (argument, i) =>
                        i > 0
                        && argument[0] == '-'
                        && !argument.StartsWith("-cx", StringComparison.Ordinal)
                            ? "\n" + argument
                            : argument
                )
            )
            .Replace(" \n", "\n", StringComparison.Ordinal);
    }
}
