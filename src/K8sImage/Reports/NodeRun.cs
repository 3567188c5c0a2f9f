namespace K8sImage.Reports;

/// <summary>What a run proved of one node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="PlannedBoots">How many boots it must pass.</param>
public sealed record NodeRun(string Name, string Role, string Address, int PlannedBoots)
{
    /// <summary>Whether all boots were made, and passed. A node that was not booted has not passed.</summary>
    public bool Passed =>
        PlannedBoots > 0 && Boots.Count == PlannedBoots && Boots.All(boot => boot.Passed);

    /// <summary>The seed ISO that was booted; absent where the node was not.</summary>
    public string? Iso { get; init; }

    /// <summary>Digest of the ISO as it was booted; absent where the node was not.</summary>
    public string? IsoSha256 { get; init; }

    /// <summary>
    /// Digest of the disk that the node was booted on: the base's, or a golden disk's; absent where it was not.
    /// </summary>
    public string? DiskSha256 { get; init; }

    /// <summary>The seed's instance-id; absent where the node was not booted.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The boots that were made, in order; the rest of the planned ones were not.</summary>
    public IReadOnlyList<BootRun> Boots { get; init; } = [];
}
