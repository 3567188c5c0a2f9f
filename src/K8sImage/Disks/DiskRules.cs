using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Disks;

/// <summary>What must hold for a golden disk.</summary>
public static class DiskRules
{
    /// <summary>The guest in which a disk is baked passes its checks.</summary>
    public static readonly Rule NotBaked = Error(
        "K8S751",
        "A disk is baked by a guest that passes"
    );

    /// <summary>A golden disk has nothing in it that belongs to one machine.</summary>
    public static readonly Rule NotClean = Error(
        "K8S752",
        "A golden disk has nothing of one machine in it"
    );

    /// <summary>A golden disk is there, and is of the cluster file as it is.</summary>
    public static readonly Rule NoDisk = Error("K8S753", "A golden disk is there, and up to date");
}
