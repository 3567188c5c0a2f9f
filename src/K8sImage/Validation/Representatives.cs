using K8sImage.Clusters;

namespace K8sImage.Validation;

/// <summary>The nodes that stand for all: others differ from them by values only.</summary>
internal static class Representatives
{
    /// <summary>The first node of each role, and each with steps or user-data of its own.</summary>
    public static IReadOnlyList<Node> Of(IEnumerable<Node> nodes)
    {
        var roles = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. nodes.Where(node =>
                roles.Add(node.Role) || node.ExtraUserData is not null || node.ExtraSteps.Count > 0
            ),
        ];
    }
}
