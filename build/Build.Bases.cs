using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.Bases.Published;
using K8sImage.Clusters;
using K8sImage.Findings;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Boot on this qcow2 or raw disk instead of a base of images/bases")]
    private readonly string? BaseImage;

    [SupportedOSPlatform("linux")]
    private async Task<BaseDisk> BaseDiskAsync(Cluster cluster, FindingCollection findings)
    {
        var progress = new BaseLines();
        if (BaseImage is not null)
        {
            CheckOneBase();
            return await LocalDisk.ReadAsync(
                BaseImage,
                new Place("--base-image"),
                progress,
                Cancelled
            );
        }
        var askedAt = Base is null
            ? cluster.Places.GetValueOrDefault("base", new Place(Shown(ClusterFile)))
            : new Place("--base");
        var image = new BaseReader(findings).ReadNamed(
            BasesDirectory,
            Base ?? cluster.Base,
            askedAt,
            Shown
        );
        return image switch
        {
            PackagesBase packages => await new PackagesBaseBuilder(BaseCache.OfUser()).GetAsync(
                packages,
                findings,
                progress,
                Cancelled
            ),
            PublishedBase published => await new PublishedBaseFetcher(BaseCache.OfUser()).GetAsync(
                published,
                progress,
                Cancelled
            ),
            _ => throw new FindingException([.. findings]),
        };
    }

    private void CheckOneBase()
    {
        if (Base is not null)
        {
            throw new FindingException(
                BaseRules.TwoBases.At(
                    new Place("--base-image"),
                    "--base asks for another base",
                    "give one of the two"
                )
            );
        }
    }
}
