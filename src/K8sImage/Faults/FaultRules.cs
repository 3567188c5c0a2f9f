using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Faults;

/// <summary>What is asked of faults.</summary>
public static class FaultRules
{
    /// <summary>A fault changes something.</summary>
    public static readonly Rule NoChange = Error("K8S701", "A fault changes something");

    /// <summary>A fault makes its check fail.</summary>
    public static readonly Rule NotCaught = Error("K8S702", "A fault makes its check fail");

    /// <summary>Each check has a fault.</summary>
    public static readonly Rule NoFault = Warning("K8S703", "Each check has a fault");
}
