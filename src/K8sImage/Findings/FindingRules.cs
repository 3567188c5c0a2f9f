using static K8sImage.Findings.Rule;

namespace K8sImage.Findings;

/// <summary>What must hold for findings themselves.</summary>
public static class FindingRules
{
    /// <summary>There are no more findings than somebody reads.</summary>
    public static readonly Rule TooMany = Warning("K8S850", "Findings can be read one by one");
}
