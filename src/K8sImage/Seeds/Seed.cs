namespace K8sImage.Seeds;

/// <summary>A NoCloud seed (cloud-init: NoCloud data source): its documents, and the ISO that holds them.</summary>
/// <param name="InstanceId">The instance-id in the meta-data.</param>
/// <param name="Files">user-data, meta-data, network-config and the ISO.</param>
public sealed record Seed(string InstanceId, IReadOnlyList<SeedFile> Files)
{
    /// <summary>The volume label by which cloud-init finds a seed.</summary>
    public const string VolumeLabel = "cidata";

    /// <summary>Name of the ISO among the files.</summary>
    public const string Iso = "seed.iso";

    /// <summary>
    /// Files that only their owner may read: user-data may hold what its author wants nobody else to see, and the ISO
    /// holds user-data.
    /// </summary>
    public static readonly IReadOnlyList<string> PrivateFiles = ["user-data", Iso];
}
