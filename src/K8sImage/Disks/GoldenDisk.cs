using K8sImage.Bases;
using K8sImage.Files;
using K8sImage.Findings;

namespace K8sImage.Disks;

/// <summary>A base image with the <c>image</c>-stage steps of a role already applied.</summary>
/// <param name="Record">What stands beside it.</param>
/// <param name="Disk">The file, as guests boot on it.</param>
/// <param name="IsNew">Whether it has just been baked.</param>
public sealed record GoldenDisk(DiskRecord Record, BaseDisk Disk, bool IsNew)
{
    /// <summary>What is wrong with the file; null if it is as it was baked.</summary>
    public Finding? Difference() =>
        FileDigest.Difference(
            Disk.Path,
            Record.Sha256,
            "move it away, or delete it: ./build.sh BakeDisks bakes it anew"
        );
}
