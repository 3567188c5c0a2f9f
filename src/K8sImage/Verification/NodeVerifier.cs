using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using Serilog;

namespace K8sImage.Verification;

/// <summary>What is waited for between a node's verdict and its restart or end.</summary>
/// <param name="running">The boot.</param>
/// <param name="cancellation">Ends the wait.</param>
public delegate Task BeforeStop(RunningBoot running, CancellationToken cancellation);

/// <summary>Boots nodes on throw-away disks and judges them.</summary>
/// <param name="plan">How they are booted.</param>
/// <param name="log">Takes what happens, boot by boot.</param>
/// <param name="beforeStop">Is waited for between a node's verdict and its restart or end; null for nothing.</param>
[SupportedOSPlatform("linux")]
public sealed class NodeVerifier(MachinePlan plan, ILogger log, BeforeStop? beforeStop = null)
{
    /// <summary>Names of the files that the boots of a node write to its directory for logs.</summary>
    public IEnumerable<string> LogNames => LogNamesOf(plan.Boots);

    /// <summary>Names of the files that so many boots of a node write to its directory for logs.</summary>
    public static IEnumerable<string> LogNamesOf(int boots) =>
        Enumerable.Range(1, boots).SelectMany(boot => Logs.Select(log => LogName(boot, log)));

    /// <summary>Boots several nodes, some of them at a time.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="jobs">How many guests run at a time.</param>
    /// <param name="progress">Is told how far each node is; calls may come from several threads.</param>
    /// <param name="cancellation">Ends all guests; nothing is left behind but logs.</param>
    /// <returns>The verdicts in the order of the nodes.</returns>
    /// <exception cref="FindingException">QEMU can't be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<IReadOnlyList<NodeVerdict>> VerifyAllAsync(
        IReadOnlyList<NodeUnderTest> nodes,
        int jobs,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    )
    {
        var verdicts = new NodeVerdict[nodes.Count];
        using var held = plan.IsFast ? new HeldMachines(plan) : null;
        await Parallel.ForAsync(
            0,
            nodes.Count,
            new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation },
            async (i, stop) => verdicts[i] = await VerifyAsync(nodes[i], held, progress, stop)
        );
        // Guests that are resumed from one state are one machine, and fault boots are one node.
        return plan.IsFast ? verdicts : Twins.Judged(verdicts);
    }

    /// <summary>Boots a node as often as the plan says, each time on what the boot before left, and judges each boot.</summary>
    /// <param name="node">The node.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Ends the guest; nothing is left behind but logs.</param>
    /// <exception cref="FindingException">QEMU can't be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<NodeVerdict> VerifyAsync(
        NodeUnderTest node,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    ) => (await VerifyAllAsync([node], 1, progress, cancellation))[0];

    private async Task<NodeVerdict> VerifyAsync(
        NodeUnderTest node,
        HeldMachines? machines,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(node.LogDirectory);
        var held =
            machines is not null && node.NetworkCard is { IsPluggable: true } card
                ? await machines.GetAsync(node.Base, card, cancellation)
                : null;
        using var work = TemporaryDirectory.Create();
        var disk = node.KeptDisk ?? work.File("disk.qcow2");
        await OverlayDisk.CreateAsync(
            disk,
            held?.Disk ?? node.Base.Path,
            held is null ? node.Base.Format : "qcow2",
            plan.DiskGiB,
            cancellation
        );
        string? variables = null;
        if (node.Hardware.Firmware == Firmware.Uefi)
        {
            variables = work.File("uefi.fd");
            File.Copy(UefiFirmware.Find().Variables, variables);
        }
        List<BootVerdict> boots = [];
        while (boots.Count < BootsOf(node) && (boots.Count == 0 || boots[^1].Report.IsEnded))
        {
            var resumes = boots.Count == 0 ? held : null;
            boots.Add(
                await BootAsync(node, boots, work, disk, variables, resumes, progress, cancellation)
            );
        }
        return new NodeVerdict(node.Name, BootsOf(node), boots);
    }

    private async Task<BootVerdict> BootAsync(
        NodeUnderTest node,
        List<BootVerdict> before,
        TemporaryDirectory work,
        string disk,
        string? variables,
        HeldMachine? resumes,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    )
    {
        var number = before.Count + 1;
        var findings = new FindingCollection();
        var nonce = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var consoleLog = LogFile(node, number, ConsoleLog);
        var verdictLog = LogFile(node, number, VerdictLog);
        var firmwareLog = LogFile(node, number, FirmwareLog);
        var settings = new MachineSettings
        {
            Qemu = plan.Qemu,
            Accelerator = plan.Accelerator,
            Dilation = plan.Dilation,
            Disk = disk,
            SeedIso = node.SeedIso,
            NetworkCard = node.NetworkCard,
            Nonce = nonce,
            ConsoleLog = consoleLog,
            VerdictLog = verdictLog,
            FirmwareLog = firmwareLog,
            ControlSocket = work.File(
                string.Create(CultureInfo.InvariantCulture, $"qmp-{number}.sock")
            ),
            Archives = node.Archives,
            ClusterLog = node.SpeaksForCluster ? ClusterLogOf(node, number) : null,
            MemoryMiB = node.MemoryMiB ?? plan.MemoryMiB,
            Cpus = node.Cpus ?? plan.Cpus,
            Resumes = resumes,
            Hardware = node.Hardware,
            FirmwareVariables = variables,
        };
        var started = DateTimeOffset.UtcNow;
        var clock = Stopwatch.StartNew();
        await using var guest = await Guest.StartAsync(settings, cancellation);
        log.Information("{Node}: boot {Boot} started", node.Name, number);

        var watch = new BootWatch(plan, guest, consoleLog, verdictLog, firmwareLog, disk, findings);
        TimeSpan? toVerdict = null;
        if (node.Hardware.HasSerialPorts)
        {
            toVerdict = await ToVerdictAsync(
                node.Name,
                number,
                watch,
                clock,
                progress,
                cancellation
            );
            if (toVerdict is not null)
            {
                if (beforeStop is not null)
                {
                    await beforeStop(
                        new RunningBoot(node, number, nonce, guest, clock, consoleLog),
                        cancellation
                    );
                }
                var restarts = number < BootsOf(node);
                var stage = restarts ? "restarting" : "powering off";
                progress?.Report(new NodeProgress(node.Name, number, stage, clock.Elapsed));
                await StopAsync(node, guest, restarts, consoleLog, findings, cancellation);
            }
        }
        else if (await SilentBoot.ToPowerOffAsync(guest, plan, node.Name, findings, cancellation))
        {
            await SilentBoot.CopyVerdictAsync(disk, work, verdictLog, cancellation);
        }
        await guest.DisposeAsync();
        watch.Finish();

        var report = TapParser.Parse(
            watch.Verdict,
            nonce,
            verdictLog,
            findings,
            node.Hardware.Firmware
        );
        VerdictJudge.JudgeChecks(report, node, verdictLog, findings);
        VerdictJudge.JudgeSeed(report, node, verdictLog, findings);
        VerdictJudge.JudgeReboot(report, before, verdictLog, findings);
        VerdictJudge.JudgeRedone(report, before.FirstOrDefault(), verdictLog, findings);
        VerdictJudge.JudgeConsole(watch.Scanner.Hits, consoleLog, findings);
        var verdict = new BootVerdict(
            number,
            nonce,
            report,
            watch.Scanner.Hits,
            [.. findings],
            started,
            toVerdict,
            clock.Elapsed,
            consoleLog,
            verdictLog
        )
        {
            Harmless = watch.Scanner.Harmless,
        };
        progress?.Report(
            new NodeProgress(
                node.Name,
                number,
                "over",
                clock.Elapsed,
                report.Checks.Count,
                report.Planned ?? 0,
                report.Checks.Count(check => !check.Passed),
                verdict.Passed
            )
        );
        log.Information(
            "{Node}: boot {Boot} {Result} after {Seconds:0} s",
            node.Name,
            number,
            verdict.Passed ? "passed" : "failed",
            clock.Elapsed.TotalSeconds
        );
        return verdict;
    }

    private int BootsOf(NodeUnderTest node) => node.Boots ?? plan.Boots;

    private static Task<TimeSpan?> ToVerdictAsync(
        string name,
        int number,
        BootWatch watch,
        Stopwatch clock,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    ) =>
        watch.ToVerdictAsync(
            () => clock.Elapsed,
            (stage, count) =>
                progress?.Report(
                    new NodeProgress(
                        name,
                        number,
                        stage,
                        clock.Elapsed,
                        count.Done,
                        count.Planned,
                        count.Failed
                    )
                ),
            cancellation
        );

    private async Task StopAsync(
        NodeUnderTest node,
        Guest guest,
        bool isRestart,
        string consoleLog,
        FindingCollection findings,
        CancellationToken cancellation
    )
    {
        await (isRestart ? guest.RestartAsync(cancellation) : guest.PowerDownAsync(cancellation));
        var wanted = isRestart ? GuestEnd.Restart : GuestEnd.PowerOff;
        GuestEnd? end = null;
        try
        {
            end = await guest.Ended.WaitAsync(plan.LongestStop, cancellation);
        }
        catch (TimeoutException)
        {
            // Said below.
        }
        if (end != wanted)
        {
            findings.Add(
                VerificationRules.NotStopped.At(
                    new Place(consoleLog),
                    $"{node.Name} was told to {(isRestart ? "restart" : "power off")} and {(end is null ? $"had not after {plan.LongestStop.TotalMinutes:0} minutes" : $"ended otherwise ({end})")}",
                    "look for units that don't stop at the end of the console's log"
                )
            );
        }
    }

    private static readonly string[] Logs = [ConsoleLog, VerdictLog, FirmwareLog, ClusterLog];

    private const string ConsoleLog = "console.log";

    private const string VerdictLog = "verdict.tap";

    private const string FirmwareLog = "firmware.log";

    private const string ClusterLog = "cluster.tap";

    private static string LogName(int boot, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"boot{boot}-{name}");

    /// <summary>The file with what a node said of its cluster in a boot.</summary>
    internal static string ClusterLogOf(NodeUnderTest node, int boot) =>
        LogFile(node, boot, ClusterLog);

    private static string LogFile(NodeUnderTest node, int boot, string name) =>
        Path.Combine(node.LogDirectory, LogName(boot, name));
}
