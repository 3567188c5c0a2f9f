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

    /// <summary>The disk that a target boots on which takes no more than one.</summary>
    [SupportedOSPlatform("linux")]
    private async Task<BaseDisk> BaseDiskAsync(Cluster cluster, FindingCollection findings) =>
        Base.Length > 1
            ? throw new FindingException(
                BaseRules.TwoBases.At(
                    new Place("--base"),
                    "this target takes one base, and several are given",
                    "run it once for each"
                )
            )
            : (await BaseDisksAsync(cluster, findings))[0];

    /// <summary>The disks to boot on, in the order in which they are asked for; all are there before a guest starts.</summary>
    [SupportedOSPlatform("linux")]
    private async Task<IReadOnlyList<BaseDisk>> BaseDisksAsync(
        Cluster cluster,
        FindingCollection findings
    )
    {
        var progress = new BaseLines();
        if (BaseImage is not null)
        {
            CheckOneBase();
            return
            [
                await LocalDisk.ReadAsync(
                    BaseImage,
                    new Place("--base-image"),
                    progress,
                    Cancelled
                ),
            ];
        }
        var askedAt =
            Base.Length > 0
                ? new Place("--base")
                : cluster.Places.GetValueOrDefault("base", new Place(Shown(ClusterFile)));
        var reader = new BaseReader(findings);
        // All are read before one is built: what is wrong is said at once.
        var images = (Base.Length > 0 ? Base.Distinct() : [cluster.Base])
            .Select(name => reader.ReadNamed(BasesDirectory, name, askedAt, Shown))
            .ToArray();
        if (images.Contains(null))
        {
            throw new FindingException([.. findings]);
        }
        if (images.OfType<PackagesBase>().Any())
        {
            await PackageInstaller.RequireAsync(BasePackages, PackageUse.Boots, Cancelled);
        }
        List<BaseDisk> disks = [];
        foreach (var image in images)
        {
            disks.Add(
                image is PackagesBase packages
                    ? await new PackagesBaseBuilder(BaseCache.OfUser()).GetAsync(
                        packages,
                        findings,
                        progress,
                        Cancelled
                    )
                    : await new PublishedBaseFetcher(BaseCache.OfUser()).GetAsync(
                        (PublishedBase)image!,
                        progress,
                        Cancelled
                    )
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
