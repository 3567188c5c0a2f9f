using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.Bases.Published;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Options;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Boot on this qcow2 or raw disk instead of a base of images/bases")]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        Takes = Takes.File
    )]
    private readonly string? BaseImage;

    /// <summary>The base that a target boots on which takes no more than one; null for the disk of --base-image.</summary>
    private BaseImage? ReadBase(Cluster cluster, FindingCollection findings) =>
        Base.Length > 1
            ? throw new FindingException(
                BaseRules.TwoBases.At(
                    new Place("--base"),
                    "this target takes one base, and several are given",
                    "run it once for each"
                )
            )
            : ReadBases(cluster, findings)[0];

    /// <summary>
    /// The bases to boot on, in the order in which they are asked for; null for the disk of --base-image. What is wrong with any
    /// of them is said before one is built.
    /// </summary>
    private BaseImage?[] ReadBases(Cluster cluster, FindingCollection findings)
    {
        if (BaseImage is not null)
        {
            CheckOneBase();
            return [null];
        }
        var askedAt =
            Base.Length > 0
                ? new Place("--base")
                : cluster.Places.GetValueOrDefault("base", new Place(Shown(ClusterFile)));
        var reader = new BaseReader(findings);
        var images = (Base.Length > 0 ? Base.Distinct() : [cluster.Base])
            .Select(name => reader.ReadNamed(BasesDirectory, name, askedAt, Shown))
            .ToArray();
        return images.Contains(null) ? throw new FindingException([.. findings]) : images;
    }

    /// <summary>The disk of a base; built or fetched if the cache doesn't hold it.</summary>
    [SupportedOSPlatform("linux")]
    private async Task<BaseDisk> BaseDiskAsync(BaseImage? image, FindingCollection findings) =>
        (await BaseDisksAsync([image], findings))[0];

    /// <summary>The disks of bases; all are there before a guest starts.</summary>
    [SupportedOSPlatform("linux")]
    private async Task<IReadOnlyList<BaseDisk>> BaseDisksAsync(
        BaseImage?[] images,
        FindingCollection findings
    )
    {
        var progress = new BaseLines();
        if (images.OfType<PackagesBase>().Any())
        {
            await PackageInstaller.RequireAsync(BasePackages, PackageUse.Boots, Cancelled);
        }
        List<BaseDisk> disks = [];
        foreach (var image in images)
        {
            disks.Add(
                image switch
                {
                    null => await LocalDisk.ReadAsync(
                        BaseImage!,
                        new Place("--base-image"),
                        progress,
                        Cancelled
                    ),
                    PackagesBase packages => await new PackagesBaseBuilder(
                        BaseCache.OfUser()
                    ).GetAsync(packages, findings, progress, Cancelled),
                    _ => await new PublishedBaseFetcher(BaseCache.OfUser()).GetAsync(
                        (PublishedBase)image,
                        progress,
                        Cancelled
                    ),
                }
            );
        }
        return disks;
    }

    private void CheckOneBase()
    {
        if (Base.Length > 0)
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
