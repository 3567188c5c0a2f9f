using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>The Kubernetes release exists, can be installed and gets fixes.</summary>
internal static class ReleaseChecks
{
    // The step that installs from the community's repository.
    private const string PackagesStep = "kubernetes-packages";

    // The step that gives kubelet the node's addresses.
    private const string KubeletStep = "kubelet";

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        if (!read.Has("kubernetes.version"))
        {
            return;
        }
        // One mistake, one finding: each of these holds for the next, too.
        if (
            FindingOf(read, read.Cluster.Kubernetes, read.PlaceOf("kubernetes.version")) is
            { } finding
        )
        {
            findings.Add(finding);
        }
    }

    private static Finding? FindingOf(ReadCluster read, KubernetesRelease release, Place place)
    {
        var minor = release.MinorVersion;
        if (KubernetesSupport.EndOf(release.Minor) is not { } support)
        {
            return null;
        }
        if (release.Patch > support.LastPatch)
        {
            return ClusterRules.NoSuchRelease.At(
                place,
                $"there is no Kubernetes {release.Version}: {minor} ended with {minor}.{support.LastPatch} on {support.End:yyyy-MM-dd}",
                $"write {minor}.{support.LastPatch}, or better a release that still gets fixes"
            );
        }
        if (TwoAddresses(read, release) is { } twoAddresses)
        {
            return twoAddresses;
        }
        if (
            release.Minor < KubernetesRelease.OldestPackagedMinor
            && read.Cluster.Repository == KubernetesRepository.OfCommunity(release)
            && !read.Cluster.IsOff(PackagesStep)
        )
        {
            return ClusterRules.NotPackaged.At(
                place,
                $"there are no packages of Kubernetes {minor}: the community's repository begins with 1.{KubernetesRelease.OldestPackagedMinor}",
                $"choose a newer release, or name a repository of your own (kubernetes.repository), or turn the step {PackagesStep} off"
            );
        }
        var isDefault = !read.Cluster.Places.ContainsKey("kubernetes.version");
        return ClusterRules.EndOfLife.At(
            place,
            $"Kubernetes {minor}{(isDefault ? ", the default," : "")} has had no fixes, also none for security, since {support.End:yyyy-MM-dd}",
            $"write 1.{KubernetesRelease.NewestMinor}.0 or a later patch of it: no newer minor version is known here"
        );
    }

    // kubelet takes two only where Kubernetes runs IPv4 and IPv6 side by side (feature gate IPv6DualStack, on from 1.21).
    private static Finding? TwoAddresses(ReadCluster read, KubernetesRelease release)
    {
        var (node, path) = read.NodesWith("address6")
            .FirstOrDefault(pair => pair.Node.Address6 is not null);
        return node is null || release.TakesTwoNodeAddresses || read.Cluster.IsOff(KubeletStep)
            ? null
            : ClusterRules.TwoAddresses.At(
                read.PlaceOf(path),
                $"kubelet {release.MinorVersion} takes one address, and address6 gives it a second one: it would not start",
                $"leave address6 out of all nodes, or choose Kubernetes 1.{KubernetesRelease.OldestDualStackMinor} or later"
            );
    }
}
