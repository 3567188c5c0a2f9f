namespace K8sImage.Packing;

/// <summary>A release of Kubernetes, packed.</summary>
/// <param name="Release">The release: <c>1.33.13</c>.</param>
/// <param name="Directory">Where it is.</param>
/// <param name="IsNew">Whether it was packed now; else it was there, packed from the same programs.</param>
public sealed record PackedKubernetes(string Release, string Directory, bool IsNew)
{
    /// <summary>A flat, signed apt repository, sources.list(5).</summary>
    public string Repository => Path.Combine(Directory, "repository");

    /// <summary>The public key that signs it.</summary>
    public string Key => Path.Combine(Repository, "Release.key");

    /// <summary>The archive of all images, as <c>ctr -n k8s.io images import</c> reads it.</summary>
    public string Archive => Path.Combine(Directory, "images.tar");

    /// <summary>The images' names.</summary>
    public IReadOnlyList<string> Images => File.ReadAllLines(Path.Combine(Directory, "images.txt"));
}
