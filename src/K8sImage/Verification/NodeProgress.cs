namespace K8sImage.Verification;

/// <summary>How far a node is.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Boot">Number of the boot, from 1.</param>
/// <param name="Stage">What it is doing, in a few words.</param>
/// <param name="Elapsed">Time since this boot was started.</param>
/// <param name="ChecksDone">Checks that have a result.</param>
/// <param name="ChecksPlanned">Checks that this boot will make; 0 until it says so.</param>
/// <param name="ChecksFailed">Checks that have failed.</param>
/// <param name="Passed">Whether the boot has passed; null until it is over.</param>
public readonly record struct NodeProgress(
    string Node,
    int Boot,
    string Stage,
    TimeSpan Elapsed,
    int ChecksDone = 0,
    int ChecksPlanned = 0,
    int ChecksFailed = 0,
    bool? Passed = null
);
