namespace K8sImage.Clusters;

/// <summary>
/// The end of a Kubernetes minor version, as https://kubernetes.io/releases/patch-releases/ lists it
/// (data/releases/eol.yaml of kubernetes/website).
/// </summary>
/// <param name="End">Day after which it gets no fixes.</param>
/// <param name="LastPatch">The last patch version there will ever be; null where it is not known here.</param>
public sealed record KubernetesSupport(DateOnly End, int? LastPatch)
{
    // As of November 2026. No clock is asked: what a cluster file is told must not change from one day to the next.
    private static readonly Dictionary<int, KubernetesSupport> Ended = new()
    {
        [20] = new(new DateOnly(2022, 2, 28), 15),
        [21] = new(new DateOnly(2022, 6, 28), 14),
        [22] = new(new DateOnly(2022, 12, 8), 17),
        [23] = new(new DateOnly(2023, 2, 28), 17),
        [24] = new(new DateOnly(2023, 7, 28), 17),
        [25] = new(new DateOnly(2023, 10, 28), 16),
        [26] = new(new DateOnly(2024, 2, 28), 15),
        [27] = new(new DateOnly(2024, 7, 16), 16),
        [28] = new(new DateOnly(2024, 10, 22), 15),
        [29] = new(new DateOnly(2025, 2, 28), 14),
        [30] = new(new DateOnly(2025, 7, 15), 14),
        [31] = new(new DateOnly(2025, 11, 11), 14),
        [32] = new(new DateOnly(2026, 2, 28), 13),
        [33] = new(new DateOnly(2026, 6, 28), null),
        [34] = new(new DateOnly(2026, 10, 27), null),
    };

    /// <summary>The end of a minor version; null where it still gets fixes.</summary>
    public static KubernetesSupport? EndOf(int minor) => Ended.GetValueOrDefault(minor);
}
