using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Seeds;

/// <summary>What must hold for seeds to be written.</summary>
public static class SeedRules
{
    /// <summary>The node that is asked for is in the cluster file.</summary>
    public static readonly Rule UnknownNode = Error("K8S303", "Nodes are in the cluster file");

    /// <summary>SOURCE_DATE_EPOCH is a number of seconds.</summary>
    public static readonly Rule SourceDate = Error(
        "K8S304",
        "SOURCE_DATE_EPOCH is a number of seconds"
    );

    /// <summary>What stays is whole.</summary>
    public static readonly Rule Damaged = Error("K8S305", "What stays is whole");
}
