using System.Net;
using System.Net.Sockets;
using K8sImage.Files;
using K8sImage.Machines;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.BootTests;

public sealed class IsolationTests(LocalBase local)
{
    [Fact]
    public async Task What_a_guest_sends_reaches_nobody()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        // Without restrict=on the emulator would lead the gateway's address to this machine's loopback.
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var tcpPort = ((IPEndPoint)tcp.LocalEndpoint).Port;
        var udpPort = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
        var iso = work.File("seed.iso");
        TestSeed.Write(
            iso,
            $"! timeout 10 bash -c 'exec 5<>/dev/tcp/192.168.218.2/{tcpPort}'",
            $"bash -c 'echo hello >/dev/udp/192.168.218.2/{udpPort}'",
            // An address of documentation (RFC 5737), which nobody has: what counts is that the guest tries.
            "! timeout 10 bash -c 'exec 5<>/dev/tcp/192.0.2.1/80'",
            "! timeout 10 getent ahostsv4 example.invalid"
        );
        var plan = await TestMachine.PlanAsync(stop);
        var disk = work.File("disk.qcow2");
        await OverlayDisk.CreateAsync(disk, local.Disk.Path, local.Disk.Format, 10, stop);
        var settings = new MachineSettings
        {
            Qemu = plan.Qemu,
            Accelerator = plan.Accelerator,
            Disk = disk,
            SeedIso = iso,
            NetworkCard = new NetworkCard(TestMachine.Network, "52:54:00:0a:0b:0a"),
            Nonce = "isolated",
            ConsoleLog = work.File("console.log"),
            VerdictLog = work.File("verdict.tap"),
            ControlSocket = work.File("qmp.sock"),
            PacketLog = work.File("packets.pcap"),
        };
        await using var guest = await Guest.StartAsync(settings, stop);
        var verdict = new LogTail(settings.VerdictLog);
        while (!verdict.Text.Contains(TapParser.EndMark, StringComparison.Ordinal))
        {
            Assert.False(guest.Ended.IsCompleted, "the guest has ended");
            verdict.ReadNew();
            await Task.Delay(TimeSpan.FromMilliseconds(500), stop);
        }
        await guest.DisposeAsync();

        Assert.Contains("passed=4 failed=0", verdict.Text, StringComparison.Ordinal);
        Assert.False(tcp.Pending(), "a connection came through");
        Assert.Equal(0, udp.Available);
        var packets = PacketCapture.Read(settings.PacketLog);
        // The guest did try ...
        Assert.Contains(packets, packet => packet.IsTcpTo("192.168.218.2", tcpPort));
        Assert.Contains(packets, packet => packet.IsUdpTo("192.168.218.2", udpPort));
        Assert.Contains(packets, packet => packet.IsTcpTo("192.0.2.1", 80));
        // ... and no connection was accepted by anybody.
        Assert.DoesNotContain(packets, packet => packet.IsTcpAccept);
        // What it heard came from the emulator: its own addresses, and resets in the name of those that it keeps away.
        Assert.All(
            packets.Where(packet => packet.Destination == "192.168.218.10"),
            packet =>
                Assert.True(
                    packet.IsTcpReset || packet.Source is "192.168.218.2" or "192.168.218.254",
                    packet.ToString()
                )
        );
    }
}
