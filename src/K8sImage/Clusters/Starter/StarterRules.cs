using K8sImage.Findings;

namespace K8sImage.Clusters.Starter;

/// <summary>What must hold for a new cluster file to be written.</summary>
public static class StarterRules
{
    /// <summary>A new cluster file replaces none.</summary>
    public static readonly Rule Exists = new(
        "K8S181",
        Severity.Error,
        "A new cluster file replaces none"
    );

    /// <summary>The nodes of a new cluster file fit its subnet.</summary>
    public static readonly Rule Nodes = new(
        "K8S182",
        Severity.Error,
        "The nodes of a new cluster fit its subnet"
    );

    /// <summary>The new cluster file can be written.</summary>
    public static readonly Rule NotWritten = new(
        "K8S183",
        Severity.Error,
        "The new cluster file can be written"
    );
}
