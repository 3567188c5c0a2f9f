using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.BootTests;
using K8sImage.Findings;

namespace K8sImage.Benchmarks;

/// <summary>The base that benchmarks boot on.</summary>
[SupportedOSPlatform("linux")]
internal static class LocalBase
{
    /// <summary>It, built when the user's cache doesn't hold it.</summary>
    public static async Task<BaseDisk> GetAsync()
    {
        var findings = new FindingCollection();
        var image =
            new BaseReader(findings).ReadNamed(
                Path.Combine(Repository.Root, "images", "bases"),
                "debian-13-local",
                new Place("benchmark"),
                path => path
            ) as PackagesBase;
        return await new PackagesBaseBuilder(BaseCache.OfUser()).GetAsync(
            image ?? throw new FindingException([.. findings]),
            findings,
            progress: null,
            CancellationToken.None
        );
    }
}
