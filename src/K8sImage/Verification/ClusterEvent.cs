namespace K8sImage.Verification;

/// <summary>A word that a node said of its part in forming the cluster.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="At">Time since the node was switched on, or restarted.</param>
/// <param name="Line">What it said.</param>
public sealed record ClusterEvent(string Node, TimeSpan At, BootstrapLine Line);
