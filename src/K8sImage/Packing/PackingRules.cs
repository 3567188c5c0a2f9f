using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Packing;

/// <summary>What must hold for Kubernetes to be packed.</summary>
public static class PackingRules
{
    /// <summary>There is a directory with Kubernetes' programs.</summary>
    public static readonly Rule NoPrograms = Error("K8S905", "Kubernetes' programs are there");

    /// <summary>Each program is the one that its directory's list of digests names.</summary>
    public static readonly Rule Digest = Error("K8S906", "Kubernetes' programs have their digest");

    /// <summary>The programs of the release that is asked for are there.</summary>
    public static readonly Rule Release = Error("K8S907", "A release to pack has its programs");
}
