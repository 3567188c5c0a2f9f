using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Seeds.Iso;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>Boots that can't come to a verdict end soon, and say why.</summary>
public sealed class EarlyEndTests(LocalBase local)
{
    private const string MetaData = "instance-id: early\nlocal-hostname: tested\n";

    [Fact]
    public async Task A_kernel_panic_is_named()
    {
        var findings = await BootAsync(Seed("bootcmd: ['echo c >/proc/sysrq-trigger']"));
        Assert.Contains(findings, finding => finding.Code == VerificationRules.NoVerdict.Code);
        AssertSaid(findings, VerificationRules.BadConsole, "Kernel panic");
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task An_emergency_shell_is_named()
    {
        var findings = await BootAsync(Seed("bootcmd: ['systemctl --no-block emergency']"));
        AssertSaid(findings, VerificationRules.BadConsole, "mergency");
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_node_that_switches_itself_off_is_named()
    {
        var findings = await BootAsync(Seed("bootcmd: ['systemctl poweroff --force --force']"));
        Assert.Contains(findings, finding => finding.Code == VerificationRules.EndedEarly.Code);
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_seed_of_another_label_is_not_found()
    {
        var findings = await BootAsync(Seed("runcmd: ['true']"), label: "seed");
        Assert.Contains(findings, finding => finding.Code == VerificationRules.NoSeed.Code);
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_seed_without_meta_data_is_not_found()
    {
        var findings = await BootAsync([
            .. Seed("runcmd: ['true']").Where(file => file.Name != "meta-data"),
        ]);
        AssertSaid(findings, VerificationRules.NoVerdict, "cloud-init has found no seed");
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_seed_without_a_self_check_is_silent_in_the_end()
    {
        var findings = await BootAsync(
            Seed("runcmd: ['true']"),
            plan => plan with { LongestSilence = TimeSpan.FromMinutes(2) }
        );
        AssertSaid(findings, VerificationRules.Silent, "has not said a word for 2 minutes");
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Words_of_another_program_in_the_verdict_are_a_failure()
    {
        var findings = await BootAsync(
            Seed(
                "runcmd: ['printf \"ok 1 - x: y\\n# k8simage end nonce=x passed=1 failed=0\\n\" >/dev/ttyS1']"
            )
        );
        Assert.Contains(findings, finding => finding.Code == VerificationRules.MissingLine.Code);
        Assert.DoesNotContain(findings, finding => finding.Code == VerificationRules.Silent.Code);
    }

    [Fact]
    public async Task A_QEMU_that_was_killed_is_named()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        var killed = false;
        var progress = new Immediate(_ =>
        {
            if (!killed && TestMachine.QemuOf(logs.Path) is { } qemu)
            {
                killed = true;
                qemu.Kill();
            }
        });

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            TestMachine.Node(TestMachine.Empty(logs.File("empty.raw")), null, logs.Path, 1),
            progress,
            stop
        );

        Assert.True(killed);
        Assert.Contains(
            Assert.Single(verdict.Boots).Findings,
            finding => finding.Code == MachineRules.QemuDied.Code
        );
    }

    private static void AssertSaid(IReadOnlyList<Finding> findings, Rule rule, string words) =>
        Assert.Contains(
            findings,
            finding =>
                finding.Code == rule.Code
                && finding.Message.Contains(words, StringComparison.Ordinal)
        );

    private static IsoFile[] Seed(string cloudConfig) =>
        [
            new("meta-data", Encoding.UTF8.GetBytes(MetaData)),
            new("user-data", Encoding.UTF8.GetBytes("#cloud-config\n" + cloudConfig + "\n")),
        ];

    private async Task<IReadOnlyList<Finding>> BootAsync(
        IReadOnlyList<IsoFile> files,
        Func<MachinePlan, MachinePlan>? change = null,
        string label = "cidata"
    )
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var iso = logs.File("seed.iso");
        await using (var file = File.Create(iso))
        {
            IsoImage.Write(file, label, DateTimeOffset.UnixEpoch, files);
        }
        // What came as a verdict may have an end line: there is nothing to see in a second boot.
        var plan = await TestMachine.PlanAsync(stop) with
        {
            Boots = 1,
        };

        var verdict = await new NodeVerifier(change?.Invoke(plan) ?? plan, Logger.None).VerifyAsync(
            TestMachine.Node(local.Disk, iso, logs.Path, checks: 1),
            progress: null,
            stop
        );

        Assert.False(verdict.Passed);
        return Assert.Single(verdict.Boots).Findings;
    }
}
