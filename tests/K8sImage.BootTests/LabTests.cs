using K8sImage.Faults;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>The lab cluster as a user has it: every step, every check.</summary>
public sealed class LabTests(LocalBase local)
{
    private readonly LabCluster _lab = LabCluster.Read();

    [Fact]
    public async Task The_three_nodes_of_the_lab_cluster_pass_before_and_after_a_restart()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);

        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            [
                .. _lab.Configurations.Select(node =>
                    _lab.Bake(node, local.Disk, logs.File(node.Node.Name))
                ),
            ],
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.Equal(["k8s-master", "k8s-node1", "k8s-node2"], verdicts.Select(v => v.Node));
        Assert.All(
            verdicts,
            verdict =>
            {
                Assert.DoesNotContain(
                    verdict.Boots.SelectMany(boot => boot.Findings),
                    finding => finding.Severity == Severity.Error
                );
                Assert.Equal(2, verdict.Boots.Count);
                Assert.True(verdict.Passed);
            }
        );
        Assert.All(
            verdicts.SelectMany(verdict => verdict.Boots).SelectMany(boot => boot.Report.Off),
            step => Assert.Contains(step, _lab.Cluster.DisabledSteps.Select(name => name.Text))
        );
        Assert.All(
            verdicts.SelectMany(verdict => verdict.Boots),
            boot =>
                Assert.Equal(
                    [
                        "kernel",
                        "systemd",
                        "cloud-init local",
                        "cloud-init network",
                        "cloud-init config",
                        "cloud-init final",
                        "checks",
                    ],
                    boot.Report.Times.Select(stage => stage.Name)
                )
        );
    }

    [Fact]
    public async Task A_seed_with_faults_goes_red_with_the_right_names()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop) with { Boots = 1 };
        (string Step, string Name)[] named =
        [
            ("time-cron", "the entry has the cluster's schedule and server"),
            ("hosts", "nothing has put a name on 127.0.1.1"),
            ("swap", "every swap unit is masked"),
            ("container-runtime", "containerd has loaded its CRI plugin"),
        ];
        var findings = new FindingCollection();
        var boot = _lab.WithFaults(named);
        var node = _lab.Bake(new FaultSeeder(findings).Apply(boot), local.Disk, logs.Path);

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(node, null, stop);

        Assert.Empty(findings);
        Assert.False(verdict.Passed);
        var report = Assert.Single(verdict.Boots).Report;
        Assert.Equal(node.Checks.Count, report.Checks.Count);
        var failed = report
            .Checks.Where(check => !check.Passed)
            .Select(check => (check.Step, check.Name))
            .ToList();
        Assert.Empty(named.Except(failed));
        // With the CRI plugin gone there is no running configuration of it either, and nobody who says where CNI plugins are; nothing
        // else may be red.
        Assert.All(
            failed.Except(named),
            other => Assert.Contains(other.Step, (string[])["container-runtime", "cni-plugins"])
        );
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_restart_that_makes_the_host_keys_anew_is_named()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        // cloud-init takes a module without its semaphore for one that has not run.
        var fault = new CommandFault(
            "rm -f /var/lib/cloud/instance/sem/config_ssh",
            new Place("test")
        );
        var node = _lab.Configurations[0];
        var boot = new FaultBoot("redone", node, [node.Checks[0] with { Fault = fault }]);

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            _lab.Bake(new FaultSeeder(new FindingCollection()).Apply(boot), local.Disk, logs.Path),
            progress: null,
            stop
        );

        Assert.Equal(2, verdict.Boots.Count);
        Assert.True(verdict.Boots[0].Passed);
        Assert.Equal(
            [VerificationRules.Redone.Code, VerificationRules.Redone.Code],
            verdict.Boots[1].Findings.Select(finding => finding.Code)
        );
    }
}
