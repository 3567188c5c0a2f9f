using K8sImage.Files;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

public sealed class BootTests(LocalBase local)
{
    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_node_is_judged_at_its_first_boot_and_after_a_restart()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var iso = logs.File("seed.iso");
        TestSeed.Write(
            iso,
            // The root file system has grown from 3 GiB to nearly the disk's 10.
            "test $(df --output=size -BG / | tail -n 1 | tr -dc 0-9) -ge 9",
            "grep -q '^URIs: http' /etc/apt/sources.list.d/debian.sources",
            // What a package's installation starts is started: nothing of the disk's own building is left.
            "start-stop-daemon --version | grep -q 'for Debian'",
            "for file in /usr/sbin/policy-rc.d /usr/sbin/*.REAL /etc/*/*.d/*mmdebstrap; do test ! -e $file || exit 1; done",
            "test -s /etc/machine-id && test -s /etc/ssh/ssh_host_ed25519_key",
            // The guide's gateway is really there.
            "ping -c 1 -W 5 192.168.218.2",
            "ip -4 -o address show dev ens33 | grep -q 192.168.218.10/24",
            "test -z \"$(systemctl --failed --plain --no-legend)\"",
            "ntpdate --help 2>&1 | grep -qi ntp; command -v ipset ipvsadm crontab containerd runc"
        );
        var verifier = new NodeVerifier(await TestMachine.PlanAsync(stop), Logger.None);

        var verdict = await verifier.VerifyAsync(
            TestMachine.Node(local.Disk, iso, logs.Path, checks: 9, networkInterface: "ens33"),
            progress: null,
            stop
        );

        Assert.Empty(verdict.Boots.SelectMany(boot => boot.Findings));
        Assert.Equal(2, verdict.Boots.Count);
        Assert.All(verdict.Boots, boot => Assert.Equal(boot.Nonce, boot.Report.Header?.Nonce));
        Assert.NotEqual(verdict.Boots[0].Nonce, verdict.Boots[1].Nonce);
        Assert.NotEqual(verdict.Boots[0].Report.Header?.Boot, verdict.Boots[1].Report.Header?.Boot);
        Assert.True(verdict.Passed);
        foreach (var boot in verdict.Boots)
        {
            TestContext.Current.SendDiagnosticMessage(
                $"boot {boot.Number}: verdict {boot.ToVerdict}, end {boot.ToEnd}"
            );
        }
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Without_a_seed_the_boot_ends_and_says_so()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var verifier = new NodeVerifier(await TestMachine.PlanAsync(stop), Logger.None);

        var verdict = await verifier.VerifyAsync(
            TestMachine.Node(local.Disk, null, logs.Path, checks: 1),
            progress: null,
            stop
        );

        Assert.False(verdict.Passed);
        Assert.Contains(
            Assert.Single(verdict.Boots).Findings,
            finding => finding.Code == VerificationRules.NoSeed.Code
        );
    }

    [Fact]
    public async Task A_disk_without_a_boot_loader_is_named_as_the_fault()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            TestMachine.Node(TestMachine.Empty(logs.File("empty.raw")), null, logs.Path, checks: 1),
            progress: null,
            stop
        );

        Assert.Contains(
            Assert.Single(verdict.Boots).Findings,
            finding =>
                finding.Code == VerificationRules.NoBootDevice.Code
                && finding.Message.Contains("firmware", StringComparison.Ordinal)
        );
    }
}
