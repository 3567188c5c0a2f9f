using System.Collections.Concurrent;

namespace K8sImage.Verification;

/// <summary>Where the nodes of one boot wait for each other, until the cluster has been judged.</summary>
/// <param name="number">Number of the boot, from 1.</param>
internal sealed class Meeting(int number)
{
    /// <summary>Number of the boot, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>What the nodes said, as it came.</summary>
    public ConcurrentQueue<ClusterEvent> Events { get; } = new();

    /// <summary>The last word of each node, and the log of its console.</summary>
    public ConcurrentDictionary<
        NodeUnderTest,
        (BootstrapLine? Words, string Console)
    > Last { get; } = new();

    /// <summary>What the cluster was found to be; null until then.</summary>
    public ClusterBoot? Boot { get; set; }

    /// <summary>Whether nobody needs to wait any more.</summary>
    public bool IsOver => Boot is not null;

    /// <summary>Whether a node has said that it is a member again.</summary>
    public bool HasArrived(string node) =>
        Last.Any(each => each.Key.Name == node && each.Value.Words?.Words == $"{node} is Ready");
}
