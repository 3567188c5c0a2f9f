using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>The Kubernetes release exists, can be installed and gets fixes.</summary>
internal static class ReleaseChecks
{
    // The step that installs from the community's repository.
    private const string PackagesStep = "kubernetes-packages";

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
        if (
            release.Minor < KubernetesRelease.OldestPackagedMinor
            && read.Cluster.Repository == KubernetesRepository.OfCommunity(release)
            && read.Cluster.DisabledSteps.All(step => step.Text != PackagesStep)
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
}
