using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using Serilog;

namespace K8sImage.Verification;

/// <summary>
/// Boots all nodes of a cluster at once on one network, judges each, and hears from its first control plane whether they form a
/// cluster that works.
/// </summary>
/// <param name="plan">How they are booted.</param>
/// <param name="level">How much is proved.</param>
/// <param name="log">Takes what happens, boot by boot.</param>
[SupportedOSPlatform("linux")]
public sealed class ClusterVerifier(MachinePlan plan, VerificationLevel level, ILogger log)
{
    /// <summary>Boots the nodes.</summary>
    /// <param name="nodes">All nodes of the cluster.</param>
    /// <param name="speaker">Name of the node that speaks for the cluster.</param>
    /// <param name="checks">The checks of the cluster that its verdict must hold, in order.</param>
    /// <param name="progress">Is told how far each node is; calls may come from several threads.</param>
    /// <param name="cancellation">Ends all guests; nothing is left behind but logs.</param>
    /// <exception cref="FindingException">QEMU can't be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ClusterVerdict> VerifyAsync(
        IReadOnlyList<NodeUnderTest> nodes,
        string speaker,
        IReadOnlyList<ExpectedCheck> checks,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    )
    {
        using var work = TemporaryDirectory.Create();
        var boots = plan with { Boots = level == VerificationLevel.Cluster ? 1 : 2 };
        // The last of the workers: the pods of the checks may be on any.
        var lone =
            level == VerificationLevel.Full
                ? nodes.LastOrDefault(node => node.Name != speaker)?.Name
                : null;
        var network = nodes[0].NetworkCard!.Network;
        await using var plug = await NodeSwitch.StartAsync(
            plan.Qemu,
            network,
            work.Path,
            cancellation
        );
        NodeUnderTest[] plugged =
        [
            .. nodes.Select(node =>
                node with
                {
                    NetworkCard = node.NetworkCard! with
                    {
                        Network = network with { Switch = plug.PlugIn },
                    },
                    SpeaksForCluster = node.Name == speaker,
                    Boots = node.Name == lone ? boots.Boots + 1 : null,
                }
            ),
        ];
        var watch = new ClusterWatch(boots, checks, lone, progress);
        var verdicts = await new NodeVerifier(
            boots,
            log,
            level == VerificationLevel.Nodes ? null : watch.WaitAsync
        ).VerifyAllAsync(plugged, nodes.Count, progress, cancellation);
        return new ClusterVerdict(
            level == VerificationLevel.Nodes ? 0 : boots.Boots + (lone is null ? 0 : 1),
            verdicts,
            watch.Boots
        );
    }
}
