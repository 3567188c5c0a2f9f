using System.Collections.Concurrent;
using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>
/// Keeps all nodes running until the one that speaks for the cluster has said what it found: nobody restarts before that.
/// </summary>
/// <param name="plan">The limits.</param>
/// <param name="checks">The checks that the cluster's verdict must hold.</param>
/// <param name="restartsAlone">
/// Name of the node that restarts once more, behind the last boot of all, and the cluster is judged again; null for none.
/// </param>
/// <param name="progress">Is told what each node does and waits for.</param>
[SupportedOSPlatform("linux")]
internal sealed class ClusterWatch(
    MachinePlan plan,
    IReadOnlyList<ExpectedCheck> checks,
    string? restartsAlone,
    IProgress<NodeProgress>? progress
)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<int, Meeting> _meetings = new();

    /// <summary>What was said, boot by boot.</summary>
    public IReadOnlyList<ClusterBoot> Boots =>
        [
            .. _meetings
                .OrderBy(boot => boot.Key)
                .Select(boot => boot.Value.Boot)
                .OfType<ClusterBoot>(),
        ];

    /// <summary>Waits until the node may restart or end: the cluster's verdict of this boot is there, or none will come.</summary>
    public async Task WaitAsync(RunningBoot running, CancellationToken cancellation)
    {
        var meeting = MeetingOf(running.Number);
        var words = new BootstrapTail(running.Node.Name, running.ConsoleLog, running.Clock);
        var said = new LogTail(NodeVerifier.ClusterLogOf(running.Node, running.Number));
        await MeetAsync(running, meeting, words, said, cancellation);
        if (
            running.Number != plan.Boots
            || restartsAlone is null
            || running.Node.Name == restartsAlone
        )
        {
            return;
        }
        var again = MeetingOf(running.Number + 1);
        if (running.Node.SpeaksForCluster)
        {
            await ArrivalAsync(running, again, cancellation);
            await running.Guest.OrderAsync("judge", cancellation);
        }
        await MeetAsync(running, again, words, said, cancellation);
    }

    private Meeting MeetingOf(int boot) => _meetings.GetOrAdd(boot, number => new Meeting(number));

    private async Task MeetAsync(
        RunningBoot running,
        Meeting meeting,
        BootstrapTail words,
        LogTail said,
        CancellationToken cancellation
    )
    {
        var before = said.Text.Length;
        var begun = running.Clock.Elapsed;
        var count = new TapCount();
        while (
            !count.IsEnded
            && !meeting.IsOver
            && !running.Guest.Ended.IsCompleted
            && running.Clock.Elapsed < begun + plan.LongestCluster
        )
        {
            await Task.Delay(Interval, cancellation);
            foreach (var word in words.ReadNew())
            {
                meeting.Events.Enqueue(word);
            }
            meeting.Last[running.Node] = (words.Last, running.ConsoleLog);
            count = running.Node.SpeaksForCluster ? count.Add(said.ReadNew()) : count;
            progress?.Report(
                new NodeProgress(
                    running.Node.Name,
                    running.Number,
                    count.Planned > 0
                        ? "the cluster's checks"
                        : words.Last?.Words ?? "waiting for its part in the cluster",
                    running.Clock.Elapsed,
                    count.Done,
                    count.Planned,
                    count.Failed
                )
            );
        }
        if (running.Node.SpeaksForCluster)
        {
            meeting.Boot = Judge(running, meeting, said.Text[before..], count.IsEnded);
        }
    }

    private async Task ArrivalAsync(
        RunningBoot running,
        Meeting meeting,
        CancellationToken cancellation
    )
    {
        var latest = running.Clock.Elapsed + plan.Longest;
        while (!meeting.HasArrived(restartsAlone!) && running.Clock.Elapsed < latest)
        {
            await Task.Delay(Interval, cancellation);
        }
    }

    private ClusterBoot Judge(RunningBoot speaker, Meeting meeting, string verdict, bool isEnded)
    {
        var number = meeting.Number;
        var log = NodeVerifier.ClusterLogOf(speaker.Node, number);
        if (number != speaker.Number)
        {
            // It came on the port of the boot before.
            File.WriteAllText(log, verdict);
        }
        var findings = new FindingCollection();
        if (!isEnded)
        {
            foreach (var (node, (last, console)) in meeting.Last.OrderBy(last => last.Key.Name))
            {
                if (last?.ToFinding(node.Name, console) is { } finding)
                {
                    findings.Add(finding);
                }
            }
            findings.Add(
                VerificationRules.NoCluster.At(
                    new Place(log),
                    speaker.Guest.Ended.IsCompleted
                        ? $"{speaker.Node.Name} ended before it had judged the cluster"
                        : $"{speaker.Node.Name} has not judged the cluster after {plan.LongestCluster.TotalMinutes:0} minutes",
                    "the lines of k8simage-bootstrap on the consoles say what each node waits for"
                )
            );
        }
        var report = TapParser.Parse(verdict, speaker.Nonce, log, findings);
        VerdictJudge.JudgeChecks(report, speaker.Node with { Checks = checks }, log, findings);
        return new ClusterBoot(
            number,
            number > plan.Boots ? $"{restartsAlone} restarted alone"
                : number == 1 ? "formed"
                : "all restarted",
            report,
            [.. findings],
            isEnded ? speaker.Clock.Elapsed : null,
            [.. meeting.Events.OrderBy(each => each.At)],
            log
        );
    }
}
