using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Benchmarks.Packer;
using K8sImage.BootTests;
using K8sImage.BootTests.Packages;
using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Verification;
using Serilog.Core;

namespace K8sImage.Benchmarks;

/// <summary>What a golden disk costs, what it saves, and what packer would cost; all in one run.</summary>
[SupportedOSPlatform("linux")]
internal static class DiskReport
{
    public static async Task PrintAsync()
    {
        var disk = await LocalBase.GetAsync();
        var packages = await KubernetesPackages.MakeAsync(
            Console.Error.WriteLine,
            CancellationToken.None
        );
        var lab = LabCluster.ReadText(PackagesCluster.Text(packages.Key, packages.Release));
        var worker = lab.Configurations.Single(node => node.Node.Role == "worker");
        var plan = new MachinePlan(
            await Qemu.FindAsync(new FindingCollection(), CancellationToken.None),
            AcceleratorChoice.ForThisMachine(null)
        )
        {
            Boots = 1,
        };
        await using var services = await PackagesCluster.ServicesAsync(
            lab.Cluster,
            packages.Directory,
            CancellationToken.None
        );
        using var work = TemporaryDirectory.Create();
        // The first fills the proxy's cache: it comes again at the end.
        await VerifyAsync(plan, lab.Bake(worker, disk, work.File("warm"), services.Services));

        // As BakeDisks does for a single role; packer's guest gets no fewer.
        var whole = plan with
        {
            Cpus = Environment.ProcessorCount,
        };
        var (golden, bake) = await BakeAsync(whole, lab, disk, services, work);
        var (packer, packerBytes) = await PackerPeer.BuildAsync(lab.Cluster, disk, whole, services);
        var again = (await BakeAsync(whole, lab, disk, services, work)).Seconds;
        var offline = await VerifyAsync(plan, lab.Bake(worker, golden.Disk, work.File("golden")));
        var online = await VerifyAsync(
            plan,
            lab.Bake(worker, disk, work.File("base"), services.Services)
        );
        var bytes = new FileInfo(disk.Path).Length;

        Console.WriteLine("| what | measured | ratio |");
        Console.WriteLine("|---|---|---|");
        Row("packer, its QEMU builder and a shell script", packer, packer);
        Row("BakeDisks, one role", bake, packer);
        Row("BakeDisks again, nothing changed", again, packer);
        Row("boot to verdict, installing at the first boot", online, online);
        Row("boot to verdict from the golden disk", offline, online);
        Size("the base", bytes, bytes);
        Size("the golden disk", golden.Record.Size, bytes);
        Size("packer's disk", packerBytes, bytes);
    }

    private static void Row(string what, double seconds, double reference) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {seconds:f2} s | {seconds / reference:f3} |"
            )
        );

    private static void Size(string what, long bytes, long reference) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {bytes / (1024.0 * 1024):f0} MiB | {(double)bytes / reference:f3} |"
            )
        );

    private static async Task<(GoldenDisk Disk, double Seconds)> BakeAsync(
        MachinePlan plan,
        LabCluster lab,
        BaseDisk disk,
        GuestServices services,
        TemporaryDirectory work
    )
    {
        var watch = Stopwatch.StartNew();
        using var output = OwnedOutput.Open(work.Path, "disks", owner: null);
        var golden = await new DiskBaker(plan, output, DiskCompression.Zstd, Logger.None).BakeAsync(
            lab.Cluster,
            lab.Disk("worker"),
            disk,
            services,
            progress: null,
            CancellationToken.None
        );
        return (golden, watch.Elapsed.TotalSeconds);
    }

    private static async Task<double> VerifyAsync(MachinePlan plan, NodeUnderTest node)
    {
        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            node,
            progress: null,
            CancellationToken.None
        );
        return verdict.Passed
            ? verdict.Boots[0].ToVerdict!.Value.TotalSeconds
            : throw new FindingException([.. verdict.Boots.SelectMany(boot => boot.Findings)]);
    }
}
