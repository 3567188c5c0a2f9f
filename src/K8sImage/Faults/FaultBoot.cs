using K8sImage.Steps;

namespace K8sImage.Faults;

/// <summary>One boot of a node whose seed has faults that don't touch one another.</summary>
/// <param name="Name">A name for its logs.</param>
/// <param name="Configuration">The node without faults.</param>
/// <param name="Checks">The checks that must fail, each with the fault that makes it.</param>
public sealed record FaultBoot(
    string Name,
    NodeConfiguration Configuration,
    IReadOnlyList<NodeCheck> Checks
);
