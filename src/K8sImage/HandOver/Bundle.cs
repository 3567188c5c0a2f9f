using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Reports;

namespace K8sImage.HandOver;

/// <summary>What the people who run a cluster's machines receive: one directory in which everything is, and is explained.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="ToolVersion">Version of this program.</param>
/// <param name="Base">What the machines' disks are made of where no golden disk is handed over.</param>
/// <param name="Nodes">The nodes in the cluster file's order.</param>
/// <param name="Run">The verification that the nodes' proofs come from; null where there was none.</param>
public sealed record Bundle(
    Cluster Cluster,
    string ToolVersion,
    BundleBase Base,
    IReadOnlyList<BundleNode> Nodes,
    VerificationRun? Run
)
{
    /// <summary>The golden disks in it, each once.</summary>
    public IEnumerable<GoldenDisk> Disks =>
        Nodes.Select(node => node.Disk).OfType<GoldenDisk>().Distinct();

    /// <summary>Whether each node has a proof.</summary>
    public bool IsVerified => Nodes.All(node => node.Proof is not null);
}

/// <summary>A node of a bundle.</summary>
/// <param name="Node">The node.</param>
/// <param name="Iso">Path of its seed ISO.</param>
/// <param name="IsoSha256">Digest of the ISO.</param>
/// <param name="InstanceId">The seed's instance-id.</param>
/// <param name="Disk">The golden disk on which it has passed; null where it passed on the base.</param>
/// <param name="Proof">What was proved of this very ISO; null where nothing was.</param>
public sealed record BundleNode(
    Node Node,
    string Iso,
    string IsoSha256,
    string InstanceId,
    GoldenDisk? Disk,
    NodeRun? Proof
);

/// <summary>The base that a cluster file names, as its users get it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Url">Where it is published; null where it is built from packages.</param>
/// <param name="Digest">Its digest, as in <c>sha256:…</c>; null where it has none of its own.</param>
public sealed record BundleBase(string Name, string Title, string? Url, string? Digest);
