using K8sImage.Bases;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

public sealed class VerdictTests
{
    private static readonly NodeUnderTest Node = new(
        "k8s-master",
        "seed.iso",
        "k8s-1",
        new BaseDisk("b", "B", "b.qcow2", "qcow2", "", DateTimeOffset.UnixEpoch),
        null,
        [
            new ExpectedCheck("swap", "no swap is active", new Place("swap.yaml", 12, 5)),
            new ExpectedCheck("sysctl", "forwarding is on", new Place("sysctl.yaml", 8, 5)),
        ],
        "logs"
    );

    private static readonly CheckResult Swap = new(1, "swap", "no swap is active", true, 4);
    private static readonly CheckResult Sysctl = new(2, "sysctl", "forwarding is on", true, 5);

    [Fact]
    public void The_declared_checks_and_no_others_are_no_finding() =>
        Assert.Empty(Judge(Swap, Sysctl));

    [Fact]
    public void A_failed_check_points_to_the_step_file_that_declares_it()
    {
        var failed = Swap with
        {
            Passed = false,
            Diagnostic = new CheckDiagnostic("swapon", "", "/swap.img", "look at /etc/fstab"),
        };
        Assert.Equal(
            "swap.yaml:12:5: error K8S611: k8s-master: swap: no swap is active: wanted '', saw '/swap.img'; look at /etc/fstab",
            Assert.Single(Judge(failed, Sysctl)).ToString()
        );
    }

    [Fact]
    public void A_failed_check_names_the_places_of_the_values_behind_it()
    {
        var node = Node with
        {
            Checks = [Node.Checks[0] with { ValuePlaces = [new Place("lab.yaml", 6, 12)] }],
        };
        var findings = new FindingCollection();
        VerdictJudge.JudgeChecks(
            Report("boot-1", "k8s-1", Swap with { Passed = false }),
            node,
            "verdict.tap",
            findings
        );
        Assert.EndsWith(
            "; the cluster file's value: lab.yaml:6:12",
            Assert.Single(findings).Hint,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_declared_check_that_the_verdict_lacks_is_a_failure()
    {
        var finding = Assert.Single(Judge(Swap));
        Assert.Equal("K8S609", finding.Code);
        Assert.Equal(new Place("sysctl.yaml", 8, 5), finding.Place);
    }

    [Fact]
    public void A_check_that_nobody_declares_is_a_failure()
    {
        var finding = Assert.Single(Judge(Swap, Sysctl, new(3, "other", "x", true, 6)));
        Assert.Equal("K8S609", finding.Code);
        Assert.Equal(new Place("verdict.tap", 6), finding.Place);
    }

    [Fact]
    public void Another_instance_id_than_the_seeds_is_a_failure()
    {
        var findings = new FindingCollection();
        VerdictJudge.JudgeSeed(Report("boot-1", "k8s-2"), Node, "verdict.tap", findings);
        Assert.Equal("K8S610", Assert.Single(findings).Code);
    }

    [Fact]
    public void Two_verdicts_of_one_boot_are_a_failure()
    {
        var findings = new FindingCollection();
        var first = Boot(1, Report("boot-1", "k8s-1"));
        VerdictJudge.JudgeReboot(Report("boot-2", "k8s-1"), [first], "verdict.tap", findings);
        Assert.Empty(findings);
        VerdictJudge.JudgeReboot(Report("boot-1", "k8s-1"), [first], "verdict.tap", findings);
        Assert.Equal("K8S620", Assert.Single(findings).Code);
    }

    [Fact]
    public void A_node_passes_if_all_its_boots_were_made_and_passed()
    {
        var good = Boot(1, Report("boot-1", "k8s-1", Swap));
        Assert.True(good.Passed);
        Assert.True(new NodeVerdict("n", 2, [good, good]).Passed);
        Assert.False(new NodeVerdict("n", 2, [good]).Passed);
        Assert.False(new NodeVerdict("n", 0, []).Passed);
    }

    [Fact]
    public void A_boot_without_checks_or_without_an_end_or_with_a_failed_check_has_not_passed()
    {
        Assert.False(Boot(1, Report("boot-1", "k8s-1")).Passed);
        Assert.False(Boot(1, Report("boot-1", "k8s-1", Swap) with { IsEnded = false }).Passed);
        Assert.False(Boot(1, Report("boot-1", "k8s-1", Swap with { Passed = false })).Passed);
    }

    [Fact]
    public void An_error_fails_a_boot_and_a_warning_does_not()
    {
        var boot = Boot(1, Report("boot-1", "k8s-1", Swap));
        Assert.False(
            (boot with { Findings = [VerificationRules.BadConsole.At(default, "m", "h")] }).Passed
        );
        Assert.True(
            (boot with { Findings = [VerificationRules.OddConsole.At(default, "m", "h")] }).Passed
        );
    }

    private static readonly Dictionary<string, string> Facts = new()
    {
        ["machine-id"] = "a",
        ["host-keys"] = "b",
        ["per-instance"] = "c",
    };

    [Fact]
    public void A_restart_that_changes_nothing_is_no_finding() =>
        Assert.Empty(JudgeRedone(Facts, Facts));

    [Theory]
    [InlineData("machine-id")]
    [InlineData("host-keys")]
    [InlineData("per-instance")]
    public void What_a_restart_made_anew_is_a_failure(string fact)
    {
        var changed = new Dictionary<string, string>(Facts) { [fact] = "other" };
        Assert.Equal("K8S622", Assert.Single(JudgeRedone(Facts, changed)).Code);
    }

    [Fact]
    public void A_verdict_that_does_not_tell_what_is_made_once_is_a_failure()
    {
        var findings = JudgeRedone(null, []);
        Assert.Equal(3, findings.Count);
        Assert.All(
            findings,
            finding => Assert.Equal(VerificationRules.MissingLine.Code, finding.Code)
        );
    }

    [Theory]
    [InlineData(2, 24_000, 2048, 1, 2)]
    [InlineData(8, 8_000, 2048, 1, 2)]
    [InlineData(8, 32_000, 2048, 2, 4)]
    [InlineData(1, 1_000, 2048, 2, 1)]
    public void Jobs_are_what_processors_and_memory_bear(
        int processors,
        long memory,
        int guestMemory,
        int guestCpus,
        int jobs
    ) =>
        Assert.Equal(
            jobs,
            Jobs.Of(
                processors,
                memory,
                new MachinePlan(new Qemu("q", new Version(10, 0)), Accelerator.Tcg)
                {
                    MemoryMiB = guestMemory,
                    Cpus = guestCpus,
                }
            )
        );

    private static FindingCollection Judge(params CheckResult[] checks)
    {
        var findings = new FindingCollection();
        VerdictJudge.JudgeChecks(Report("boot-1", "k8s-1", checks), Node, "verdict.tap", findings);
        return findings;
    }

    private static FindingCollection JudgeRedone(
        Dictionary<string, string>? first,
        Dictionary<string, string> now
    )
    {
        var findings = new FindingCollection();
        VerdictJudge.JudgeRedone(
            Report("boot-2", "k8s-1", Swap) with
            {
                Facts = now,
            },
            first is null ? null : Boot(1, Report("boot-1", "k8s-1", Swap) with { Facts = first }),
            "verdict.tap",
            findings
        );
        return findings;
    }

    private static TapReport Report(string boot, string instance, params CheckResult[] checks) =>
        new(new TapHeader("n", boot, instance, "k8s-master"), checks.Length, checks, [], true);

    private static BootVerdict Boot(int number, TapReport report) => TestBoot.Of(report, number);
}
