using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>What the first control plane said of the cluster in one boot.</summary>
/// <param name="Number">1 for the boot in which the cluster was formed.</param>
/// <param name="Occasion">What came before: <c>formed</c>, <c>all restarted</c>, or which node restarted alone.</param>
/// <param name="Report">Its checks.</param>
/// <param name="Findings">All that is wrong; empty for a cluster that works.</param>
/// <param name="ToVerdict">From the power-on, or the restart, of the node that speaks for the cluster to the last line; null if it did not come.</param>
/// <param name="Timeline">What the nodes said while the cluster formed.</param>
/// <param name="Log">The verdict as it came.</param>
public sealed record ClusterBoot(
    int Number,
    string Occasion,
    TapReport Report,
    IReadOnlyList<Finding> Findings,
    TimeSpan? ToVerdict,
    IReadOnlyList<ClusterEvent> Timeline,
    string Log
)
{
    /// <summary>Whether the cluster works: a whole verdict, and all of it good.</summary>
    public bool Passed =>
        Report.IsEnded
        && Report.Checks.Count > 0
        && Report.Checks.All(check => check.Passed)
        && Findings.All(finding => finding.Severity != Severity.Error);
}

/// <summary>What was proved of a cluster.</summary>
/// <param name="Planned">How often the cluster was to be judged.</param>
/// <param name="Nodes">The verdict of each node.</param>
/// <param name="Boots">What the first control plane said in each boot.</param>
public sealed record ClusterVerdict(
    int Planned,
    IReadOnlyList<NodeVerdict> Nodes,
    IReadOnlyList<ClusterBoot> Boots
)
{
    /// <summary>
    /// Whether all nodes have passed, and the cluster works each time that it was to be judged. What did not come to it has not passed.
    /// </summary>
    public bool Passed =>
        Nodes.All(node => node.Passed) && Boots.Count == Planned && Boots.All(boot => boot.Passed);
}
