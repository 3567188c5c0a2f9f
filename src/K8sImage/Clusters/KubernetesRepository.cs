namespace K8sImage.Clusters;

/// <summary>An apt repository with the packages of one minor version of Kubernetes.</summary>
/// <param name="Url">
/// Its address with a slash at its end; below it lie <c>Packages</c> and <c>Release.key</c> (apt's flat form, sources.list(5)).
/// </param>
/// <param name="Key">Fingerprint of the OpenPGP key that signs it: 40 hexadecimal digits in upper case.</param>
public sealed record KubernetesRepository(string Url, string Key)
{
    /// <summary>The community's repository (pkgs.k8s.io).</summary>
    public static KubernetesRepository OfCommunity(KubernetesRelease release) =>
        // isv:kubernetes OBS Project signs it.
        new(
            $"https://pkgs.k8s.io/core:/stable:/v{release.MinorVersion}/deb/",
            "DE15B14486CD377B9E876E1A234654DA9A296436"
        );
}
