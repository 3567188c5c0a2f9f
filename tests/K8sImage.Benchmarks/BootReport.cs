using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.BootTests;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Steps;
using K8sImage.Verification;
using Serilog.Core;

namespace K8sImage.Benchmarks;

/// <summary>What the checks add to a boot, and what guests side by side save.</summary>
[SupportedOSPlatform("linux")]
internal static class BootReport
{
    public static async Task PrintAsync()
    {
        var disk = await LocalBase.GetAsync();
        var plan = new MachinePlan(
            await Qemu.FindAsync(new FindingCollection(), CancellationToken.None),
            AcceleratorChoice.ForThisMachine(null)
        )
        {
            Boots = 1,
        };
        var jobs = Jobs.ForThisMachine(plan);
        List<double> bare = [];
        List<double> judged = [];
        List<double> beforeChecks = [];
        var inARow = 0.0;
        var lab = LabCluster.Read();
        var nodes = lab.Configurations;
        // In turns, so that a busy minute of the machine meets both.
        for (var i = 0; i < nodes.Count; i++)
        {
            bare.Add(await BareAsync(plan, disk, i));
            var (boot, whole) = await VerifyAsync(plan, disk, lab, [nodes[i]], jobs: 1);
            var toVerdict = boot.ToVerdict!.Value.TotalSeconds;
            var checks = boot.Report.Times.Single(stage => stage.Name == "checks");
            judged.Add(toVerdict);
            beforeChecks.Add(toVerdict - (checks.End - checks.Start));
            inARow += whole;
        }
        // A ratio is the median of the pairs' ratios: the machine's speed changes from one pair to the next.
        Console.WriteLine("| what | seconds, each run | median | ratio |");
        Console.WriteLine("|---|---|---|---|");
        Row("bare boot: to cloud-init's last line, no self-check in the seed", bare, bare);
        Row("boot to verdict", judged, bare);
        Row("of these boots, before and after the checks", beforeChecks, beforeChecks);
        Row("the same boots to the verdict", judged, beforeChecks);
        var side = (await VerifyAsync(plan, disk, lab, nodes, jobs)).Whole;
        Row($"{nodes.Count} nodes in a row, a boot each", [inARow], [inARow]);
        Row($"{nodes.Count} nodes, {jobs} at a time", [side], [inARow]);
    }

    private static void Row(string what, List<double> seconds, List<double> reference) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {string.Join(" ", seconds.Select(s => s.ToString("f1", CultureInfo.InvariantCulture)))} | {Median(seconds):f1} | {Median([.. seconds.Zip(reference, (one, other) => one / other)]):f2} |"
            )
        );

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<(BootVerdict First, double Whole)> VerifyAsync(
        MachinePlan plan,
        BaseDisk disk,
        LabCluster lab,
        IReadOnlyList<NodeConfiguration> nodes,
        int jobs
    )
    {
        using var logs = TemporaryDirectory.Create();
        var tested = nodes.Select(node => lab.Bake(node, disk, logs.File(node.Node.Name))).ToList();
        var watch = Stopwatch.StartNew();
        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            tested,
            jobs,
            progress: null,
            CancellationToken.None
        );
        var whole = watch.Elapsed.TotalSeconds;
        if (!verdicts.All(verdict => verdict.Passed))
        {
            throw new FindingException([
                .. verdicts.SelectMany(verdict => verdict.Boots).SelectMany(boot => boot.Findings),
            ]);
        }
        return (verdicts[0].Boots[0], whole);
    }

    private static async Task<double> BareAsync(MachinePlan plan, BaseDisk disk, int index)
    {
        var lab = LabCluster.Read("self-check");
        using var work = TemporaryDirectory.Create();
        var node = lab.Bake(lab.Configurations[index], disk, work.Path);
        var overlay = work.File("disk.qcow2");
        await OverlayDisk.CreateAsync(
            overlay,
            disk.Path,
            disk.Format,
            plan.DiskGiB,
            CancellationToken.None
        );
        var settings = new MachineSettings
        {
            Qemu = plan.Qemu,
            Accelerator = plan.Accelerator,
            Disk = overlay,
            SeedIso = node.SeedIso,
            NetworkCard = node.NetworkCard,
            Nonce = "bare",
            ConsoleLog = work.File("console.log"),
            VerdictLog = work.File("verdict.tap"),
            ControlSocket = work.File("qmp.sock"),
            MemoryMiB = plan.MemoryMiB,
            Cpus = plan.Cpus,
        };
        var watch = Stopwatch.StartNew();
        await using var guest = await Guest.StartAsync(settings, CancellationToken.None);
        var console = new LogTail(settings.ConsoleLog);
        var scanner = new ConsoleScanner();
        while (scanner.Stage != "cloud-init finished")
        {
            if (guest.Ended.IsCompleted || watch.Elapsed > plan.Longest)
            {
                throw new FindingException(
                    VerificationRules.EndedEarly.At(
                        new Place("bare boot"),
                        $"the guest did not come to its end: {scanner.Stage}",
                        "try again"
                    )
                );
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            scanner.Add(console.ReadNew());
        }
        return watch.Elapsed.TotalSeconds;
    }
}
