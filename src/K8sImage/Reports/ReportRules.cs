using K8sImage.Findings;

namespace K8sImage.Reports;

/// <summary>What must hold for a run to be reported.</summary>
public static class ReportRules
{
    /// <summary>The reports can be written.</summary>
    public static readonly Rule NotWritten = new(
        "K8S651",
        Severity.Error,
        "The reports can be written"
    );

    /// <summary>An ISO stays the same while it is booted.</summary>
    public static readonly Rule IsoChanged = new(
        "K8S652",
        Severity.Error,
        "An ISO stays the same while it is booted"
    );
}
