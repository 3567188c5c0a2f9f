namespace K8sImage.HandOver.Changes;

/// <summary>What becomes of a node's seed.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="Documents">The documents that differ; empty unless the seed has changed.</param>
public sealed record SeedChange(
    string Node,
    ChangeKind Kind,
    IReadOnlyList<DocumentChange> Documents
)
{
    /// <summary>What a guest does about it (cloud-init's documentation, "Boot stages", first boot determination), in sentences.</summary>
    public string Consequence =>
        Kind switch
        {
            ChangeKind.Same =>
                "The same seed: it keeps its instance-id, and a node that boots with it does nothing again.",
            ChangeKind.New => "A new node: make its machine.",
            ChangeKind.Gone =>
                "It has left the cluster file: drain and delete the node in Kubernetes before its machine goes.",
            _ =>
                "A new instance-id: a node that boots with this seed on its disk does again what cloud-init does once per instance: it "
                    + "writes all files, runs all commands, sets users and keys, and makes its SSH host keys anew, of which everybody who knows "
                    + "the node is warned. The machine-id stays. What only the old seed wrote stays too: nothing takes it away.",
        };
}

/// <summary>What becomes of a seed.</summary>
public enum ChangeKind
{
    /// <summary>Nothing: it is byte for byte the same.</summary>
    Same,

    /// <summary>It differs.</summary>
    Changed,

    /// <summary>There was none.</summary>
    New,

    /// <summary>There will be none.</summary>
    Gone,
}

/// <summary>How a document differs.</summary>
/// <param name="Name">Its name: <c>user-data</c>, <c>meta-data</c> or <c>network-config</c>.</param>
/// <param name="Diff">The difference in unified form (diff -u), without a newline at its end.</param>
public sealed record DocumentChange(string Name, string Diff);
