using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>Golden disks: baked in a guest, and booted by several nodes.</summary>
public sealed class DiskTests(LocalBase local)
{
    private readonly LabCluster _lab = LabCluster.Read();

    [Fact]
    public async Task Machines_of_one_golden_disk_pass_are_not_the_same_and_need_not_be_of_one_kind()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop) with { Boots = 1 };
        var golden = await BakeAsync(plan, work);
        var workers = _lab
            .Configurations.Where(node => node.Node.Role == "worker")
            .Select(node => _lab.Bake(node, golden.Disk, work.File(node.Node.Name)))
            .ToList();
        // As far from the usual machine as one can be; HandOverMatrix boots all between them.
        var other = workers[0] with
        {
            Hardware = new Hardware
            {
                Firmware = Firmware.Uefi,
                Disk = DiskBus.Sata,
                Card = Hardware.IntelCard,
                HasSerialPorts = false,
            },
            LogDirectory = work.File("other"),
        };

        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            [.. workers, other],
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.True(golden.IsNew);
        Assert.False((await BakeAsync(plan, work)).IsNew);
        Assert.Equal(3, verdicts.Count);
        Assert.All(
            verdicts,
            verdict =>
            {
                Assert.Empty(verdict.Boots.SelectMany(boot => boot.Findings));
                Assert.True(verdict.Passed);
            }
        );
        foreach (var fact in (string[])["machine-id", "host-keys"])
        {
            Assert.Equal(
                3,
                verdicts
                    .Select(verdict => verdict.Boots[0].Report.Facts[fact])
                    .Distinct(StringComparer.Ordinal)
                    .Count()
            );
        }
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_golden_disk_is_booted_in_every_format()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop) with { Boots = 1 };
        var golden = await BakeAsync(plan, work);
        using var output = OwnedOutput.Open(work.Path, "disks", owner: null);
        List<NodeUnderTest> nodes = [];
        foreach (var format in Enum.GetValues<CopyFormat>())
        {
            var copy = await DiskCopy.WriteAsync(golden, format, output, stop);
            var disk = golden.Disk with
            {
                Path = copy.Path,
                Format = format.ToString().ToLowerInvariant(),
            };
            var node = _lab.Configurations.First(node => node.Node.Role == "worker");
            nodes.Add(_lab.Bake(node, disk, work.File(disk.Format)));
        }

        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            nodes,
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.Equal(4, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
    }

    private async Task<GoldenDisk> BakeAsync(MachinePlan plan, TemporaryDirectory work)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var services = await GuestServices.StartAsync(
            _lab.Cluster,
            repository: null,
            new Dictionary<string, string>(),
            [],
            work.File("packages"),
            stop
        );
        using var output = OwnedOutput.Open(work.Path, "disks", owner: null);
        return await new DiskBaker(plan, output, DiskCompression.Zstd, Logger.None).BakeAsync(
            _lab.Cluster,
            _lab.Disk("worker"),
            local.Disk,
            services,
            progress: null,
            stop
        );
    }
}
