using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Clusters.Starter;

/// <summary>What must hold for a new cluster file to be written.</summary>
public static class StarterRules
{
    /// <summary>A new cluster file replaces none.</summary>
    public static readonly Rule Exists = Error("K8S181", "A new cluster file replaces none");

    /// <summary>The nodes of a new cluster file fit its subnet.</summary>
    public static readonly Rule Nodes = Error(
        "K8S182",
        "The nodes of a new cluster fit its subnet"
    );

    /// <summary>The new cluster file can be written.</summary>
    public static readonly Rule NotWritten = Error("K8S183", "The new cluster file can be written");
}
