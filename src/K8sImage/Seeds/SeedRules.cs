using K8sImage.Findings;

namespace K8sImage.Seeds;

/// <summary>What must hold for seeds to be written.</summary>
public static class SeedRules
{
    /// <summary>Two bakes do not write to one place.</summary>
    public static readonly Rule Busy = new("K8S301", Severity.Error, "One bake at a time");

    /// <summary>The output can be written.</summary>
    public static readonly Rule NotWritten = new(
        "K8S302",
        Severity.Error,
        "The output can be written"
    );

    /// <summary>The node that is asked for is in the cluster file.</summary>
    public static readonly Rule UnknownNode = new(
        "K8S303",
        Severity.Error,
        "Nodes are in the cluster file"
    );

    /// <summary>SOURCE_DATE_EPOCH is a number of seconds.</summary>
    public static readonly Rule SourceDate = new(
        "K8S304",
        Severity.Error,
        "SOURCE_DATE_EPOCH is a number of seconds"
    );

    /// <summary>What stays is whole.</summary>
    public static readonly Rule Damaged = new("K8S305", Severity.Error, "What stays is whole");
}
