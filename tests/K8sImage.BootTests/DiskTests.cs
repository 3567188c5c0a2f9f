using K8sImage.Disks;
using K8sImage.Machines.Services;
using K8sImage.Tools;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>Golden disks: baked in a guest, and booted by several nodes.</summary>
public sealed class DiskTests(LocalBase local)
{
    private readonly LabCluster _lab = LabCluster.Read();

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Two_workers_of_one_golden_disk_pass_and_are_two_machines()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        await using var services = await GuestServices.StartAsync(
            _lab.Cluster,
            repository: null,
            new Dictionary<string, string>(),
            work.File("packages"),
            stop
        );
        var baker = new DiskBaker(plan, work.File("disks"), Logger.None);
        Task<GoldenDisk> BakeAsync() =>
            baker.BakeAsync(
                _lab.Cluster,
                _lab.Disk("worker"),
                local.Disk,
                services,
                progress: null,
                stop
            );

        var golden = await BakeAsync();
        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            [
                .. _lab
                    .Configurations.Where(node => node.Node.Role == "worker")
                    .Select(node => _lab.Bake(node, golden.Disk, work.File(node.Node.Name))),
            ],
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.True(golden.IsNew);
        Assert.False((await BakeAsync()).IsNew);
        Assert.Equal(2, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
        foreach (var fact in (string[])["machine-id", "host-keys"])
        {
            Assert.Equal(
                2,
                verdicts
                    .Select(verdict => verdict.Boots[0].Report.Facts[fact])
                    .Distinct(StringComparer.Ordinal)
                    .Count()
            );
        }
    }
}
