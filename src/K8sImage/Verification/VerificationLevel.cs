namespace K8sImage.Verification;

/// <summary>How much is proved of a cluster whose nodes are booted together.</summary>
public enum VerificationLevel
{
    /// <summary>Each node is what its seed says, at its first boot and after a restart.</summary>
    Nodes,

    /// <summary>The nodes, at their first boot, form a cluster that works.</summary>
    Cluster,

    /// <summary>And it works again when all nodes have restarted, and when one worker has restarted alone.</summary>
    Full,
}
