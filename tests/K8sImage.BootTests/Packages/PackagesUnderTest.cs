using System.Runtime.Versioning;

namespace K8sImage.BootTests.Packages;

/// <summary>A repository with one release that nodes take, and beside it others that nobody may take.</summary>
/// <param name="Directory">Its directory.</param>
/// <param name="Release">The release.</param>
/// <param name="Missing">A release that is not there.</param>
[SupportedOSPlatform("linux")]
public sealed record PackagesUnderTest(string Directory, string Release, string Missing)
{
    /// <summary>Fingerprint of the key that signs it.</summary>
    public string Key => KubernetesPackages.KeyOf(Directory);
}
