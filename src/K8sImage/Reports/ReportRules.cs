using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Reports;

/// <summary>What must hold for a run to be reported.</summary>
public static class ReportRules
{
    /// <summary>The reports can be written.</summary>
    public static readonly Rule NotWritten = Error("K8S651", "The reports can be written");

    /// <summary>An ISO stays the same while it is booted.</summary>
    public static readonly Rule IsoChanged = Error(
        "K8S652",
        "An ISO stays the same while it is booted"
    );
}
