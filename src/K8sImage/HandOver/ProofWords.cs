using System.Globalization;
using K8sImage.Reports;

namespace K8sImage.HandOver;

/// <summary>What was proved of a node, in words.</summary>
internal static class ProofWords
{
    /// <summary>A sentence without a full stop.</summary>
    public static string Of(VerificationRun run, NodeRun node) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"passed {node.Boots[0].Checks.Count} checks in each of {node.Boots.Count} boots on {run.Started.UtcDateTime:yyyy-MM-dd}, on {Disk(run, node)}, SHA-256 {node.DiskSha256}"
        );

    private static string Disk(VerificationRun run, NodeRun node) =>
        node.DiskSha256 == run.Base.Sha256
            ? run.Base.Name
            : $"a golden disk baked from {run.Base.Name}";
}
