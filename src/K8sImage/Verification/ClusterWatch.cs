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
/// <param name="progress">Is told what each node does and waits for.</param>
[SupportedOSPlatform("linux")]
internal sealed class ClusterWatch(
    MachinePlan plan,
    IReadOnlyList<ExpectedCheck> checks,
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

    /// <summary>Waits until the cluster's verdict of this boot is there, or none will come.</summary>
    public async Task WaitAsync(RunningBoot running, CancellationToken cancellation)
    {
        var meeting = _meetings.GetOrAdd(running.Number, _ => new Meeting());
        var words = new BootstrapTail(running.Node.Name, running.ConsoleLog, running.Clock);
        var verdict = running.Node.SpeaksForCluster
            ? new LogTail(NodeVerifier.ClusterLogOf(running.Node, running.Number))
            : null;
        var count = new TapCount();
        while (
            !count.IsEnded
            && !meeting.IsOver
            && !running.Guest.Ended.IsCompleted
            && running.Clock.Elapsed < plan.LongestCluster
        )
        {
            await Task.Delay(Interval, cancellation);
            foreach (var word in words.ReadNew())
            {
                meeting.Events.Enqueue(word);
            }
            meeting.Last[running.Node] = (words.Last, running.ConsoleLog);
            count = count.Add(verdict?.ReadNew() ?? "");
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
        if (verdict is not null)
        {
            meeting.Boot = Judge(running, meeting, verdict.Text, count.IsEnded);
        }
    }

    private ClusterBoot Judge(RunningBoot speaker, Meeting meeting, string verdict, bool isEnded)
    {
        var log = NodeVerifier.ClusterLogOf(speaker.Node, speaker.Number);
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
            speaker.Number,
            report,
            [.. findings],
            isEnded ? speaker.Clock.Elapsed : null,
            [.. meeting.Events.OrderBy(each => each.At)],
            log
        );
    }

    // Where the nodes of one boot wait for each other.
    private sealed class Meeting
    {
        public ConcurrentQueue<ClusterEvent> Events { get; } = new();

        public ConcurrentDictionary<
            NodeUnderTest,
            (BootstrapLine? Words, string Console)
        > Last { get; } = new();

        public ClusterBoot? Boot { get; set; }

        public bool IsOver => Boot is not null;
    }
}
