using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>The Kubernetes release exists, can be installed and gets fixes.</summary>
internal static class ReleaseChecks
{
    // The step that installs from the community's repository.
    private const string PackagesStep = "kubernetes-packages";

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        if (!read.Has("kubernetes"))
        {
            return;
        }
        var release = read.Cluster.Kubernetes;
        var place = read.PlaceOf("kubernetes");
        if (
            release.Minor < KubernetesRelease.OldestPackagedMinor
            && read.Cluster.DisabledSteps.All(step => step.Text != PackagesStep)
        )
        {
            findings.Add(
                ClusterRules.NotPackaged.At(
                    place,
                    $"there are no packages of Kubernetes {release.MinorVersion}: the community's repository begins with 1.{KubernetesRelease.OldestPackagedMinor}",
                    $"choose a newer release, or turn the step {PackagesStep} off and install Kubernetes yourself"
                )
            );
        }
        if (KubernetesSupport.EndOf(release.Minor) is not { } support)
        {
            return;
        }
        if (release.Patch > support.LastPatch)
        {
            findings.Add(
                ClusterRules.NoSuchRelease.At(
                    place,
                    $"there is no Kubernetes {release.Version}: {release.MinorVersion} ended with {release.MinorVersion}.{support.LastPatch}",
                    $"write {release.MinorVersion}.{support.LastPatch}, or better a release that still gets fixes"
                )
            );
        }
        findings.Add(
            ClusterRules.EndOfLife.At(
                place,
                $"Kubernetes {release.MinorVersion}{(read.Cluster.Places.ContainsKey("kubernetes") ? "" : ", the default,")} has had no fixes, also none for security, since {support.End:yyyy-MM-dd}",
                $"write kubernetes: with a newer release; the newest minor version that is known here is 1.{KubernetesRelease.NewestMinor}"
            )
        );
    }
}
