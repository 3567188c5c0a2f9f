using K8sImage.Clusters;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>What one node must become.</summary>
/// <param name="Node">The node.</param>
/// <param name="Steps">Its steps in the order in which they are applied.</param>
/// <param name="Checks">How it proves that they took effect.</param>
/// <param name="UserData">Its cloud-config.</param>
/// <param name="NetworkConfig">Its network configuration in netplan's version 2.</param>
public sealed record NodeConfiguration(
    Node Node,
    IReadOnlyList<Step> Steps,
    IReadOnlyList<NodeCheck> Checks,
    YamlMapping UserData,
    YamlMapping NetworkConfig
)
{
    /// <summary>How the node proves that the whole cluster works, where it is the one that speaks for it.</summary>
    public IReadOnlyList<NodeCheck> ClusterChecks { get; init; } = [];
}
