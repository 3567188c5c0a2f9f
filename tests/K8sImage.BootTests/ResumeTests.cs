using K8sImage.Files;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

public sealed class ResumeTests(LocalBase local)
{
    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Nodes_resumed_from_one_held_guest_are_each_their_own()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var lab = LabCluster.Read();
        var plan = await TestMachine.PlanAsync(stop) with { Boots = 1, IsFast = true };

        // One with a card of any name, one with a name that only a slot of its own can give.
        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            [
                .. lab
                    .Configurations.Where(node => node.Node.Name != "k8s-node1")
                    .Select(node => lab.Bake(node, local.Disk, logs.File(node.Node.Name))),
            ],
            jobs: 1,
            progress: null,
            stop
        );

        var boots = verdicts.SelectMany(verdict => verdict.Boots).ToList();
        Assert.Empty(boots.SelectMany(boot => boot.Findings));
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
        Assert.All(boots, boot => Assert.Equal(boot.Nonce, boot.Report.Header?.Nonce));
        Assert.Equal(["k8s-master", "k8s-node2"], boots.Select(boot => boot.Report.Header?.Node));
        Assert.Distinct(boots.Select(boot => boot.Report.Header?.Instance));
        Assert.Distinct(boots.Select(boot => boot.Report.Facts["host-keys"]));
        // It did not boot: the console begins where the held guest's ended.
        Assert.All(
            boots,
            boot =>
                Assert.DoesNotContain(
                    "Linux version",
                    File.ReadAllText(boot.ConsoleLog),
                    StringComparison.Ordinal
                )
        );
    }
}
