using K8sImage.Bases;
using K8sImage.Files;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>What <c>Diff</c> says that a guest does with another seed on its disk.</summary>
public sealed class ChangedSeedTests(LocalBase local)
{
    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_changed_seed_is_applied_again_and_makes_the_host_keys_anew_and_the_same_one_is_not()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop) with { Boots = 1 };
        var verifier = new NodeVerifier(plan, Logger.None);
        var kept = work.File("disk.qcow2");
        var node = LabCluster.Read().Configurations[0];
        // Without one of its steps it is another seed.
        var other = LabCluster.Read("ipvs");

        var first = await verifier.VerifyAsync(
            LabCluster.Read().Bake(node, local.Disk, work.File("first")) with
            {
                KeptDisk = kept,
            },
            progress: null,
            stop
        );
        var disk = new BaseDisk("kept", "kept", kept, "qcow2", "", DateTimeOffset.UnixEpoch);
        var verdicts = await verifier.VerifyAllAsync(
            [
                LabCluster.Read().Bake(node, disk, work.File("same")),
                other.Bake(other.Configurations[0], disk, work.File("changed")),
            ],
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.True(first.Passed);
        string Fact(NodeVerdict verdict, string name) => verdict.Boots[0].Report.Facts[name];
        Assert.Equal(Fact(first, "host-keys"), Fact(verdicts[0], "host-keys"));
        Assert.NotEqual(Fact(first, "host-keys"), Fact(verdicts[1], "host-keys"));
        Assert.Equal(Fact(first, "machine-id"), Fact(verdicts[1], "machine-id"));
        Assert.True(verdicts[1].Boots[0].Report.Checks.All(check => check.Passed));
    }
}
