using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Reports;
using K8sImage.Seeds;
using K8sImage.Seeds.Output;

namespace K8sImage.HandOver;

/// <summary>Finds what belongs into a bundle: the ISOs as they are, and what was proved of these very ISOs.</summary>
/// <param name="findings">Takes each node that can't be handed over.</param>
public sealed class BundlePlanner(FindingCollection findings)
{
    private const char BeforeBase = '@';

    /// <summary>Name of the directory of a cluster's verdicts on a base beside the one that a hand-over rests on.</summary>
    /// <returns>A name that no cluster has.</returns>
    public static string OtherBase(string cluster, string image) => cluster + BeforeBase + image;

    /// <summary>Plans a bundle.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="diskImage">Its base.</param>
    /// <param name="images">Directory of the baked cluster.</param>
    /// <param name="verdicts">Directory of its last verification.</param>
    /// <param name="disks">Directory of its golden disks.</param>
    /// <param name="isUnverified">Whether nodes without a proof are handed over too; each becomes a warning.</param>
    /// <returns>The bundle; only of use if the findings have no errors.</returns>
    public Bundle Plan(
        Cluster cluster,
        BaseImage diskImage,
        string images,
        string verdicts,
        string disks,
        bool isUnverified
    )
    {
        var manifest =
            Manifest.Read(images)
            ?? throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(images),
                    "there is no baked cluster",
                    "./build.sh BakeImages"
                )
            );
        var run = JsonReport.Read(Path.Combine(verdicts, JsonReport.FileName));
        var baked = manifest.Nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        var golden = cluster
            .Nodes.Select(node => node.Role)
            .Distinct()
            .Select(role => DiskRecord.PathOf(disks, role))
            .Select(path =>
                DiskRecord.Read(path) is { } record && File.Exists(record.Path(path))
                    ? record.ToDisk(path, isNew: false)
                    : null
            )
            .OfType<GoldenDisk>()
            .ToArray();
        var others = OthersOf(verdicts);
        List<BundleNode> nodes = [];
        foreach (var node in cluster.Nodes)
        {
            var iso = Path.Combine(images, node.Name, Seed.Iso);
            if (
                !baked.TryGetValue(node.Name, out var image)
                || !FileTree.IsPlain(images, $"{node.Name}/{Seed.Iso}")
            )
            {
                findings.Add(
                    HandOverRules.NotBaked.At(
                        node.Place,
                        $"{node.Name} has not been baked",
                        "bake all nodes: leave out --node"
                    )
                );
                continue;
            }
            var digest = FileDigest.Sha256Of(iso);
            var proof = ProofOf(node, digest, run, isUnverified);
            CheckOthers(node, digest, others);
            nodes.Add(
                new BundleNode(
                    node,
                    iso,
                    digest,
                    image.InstanceId,
                    golden.FirstOrDefault(disk => disk.Record.Sha256 == proof?.DiskSha256),
                    proof
                )
            );
        }
        var bundle = new Bundle(
            cluster,
            manifest.Version,
            diskImage is PublishedBase published
                ? new BundleBase(
                    diskImage.Name,
                    diskImage.Title,
                    published.Url.ToString(),
                    published.Digest?.ToString()
                )
                : new BundleBase(diskImage.Name, diskImage.Title, null, null),
            nodes,
            run
        );
        // What is handed over is what the nodes have passed on.
        foreach (var changed in bundle.Disks.Select(disk => disk.Difference()).OfType<Finding>())
        {
            findings.Add(changed);
        }
        return bundle;
    }

    private static VerificationRun[] OthersOf(string verdicts)
    {
        var all = Path.GetDirectoryName(Path.GetFullPath(verdicts))!;
        return Directory.Exists(all)
            ?
            [
                .. Directory
                    .GetDirectories(all, OtherBase(Path.GetFileName(verdicts), "*"))
                    .Order(StringComparer.Ordinal)
                    .Select(directory =>
                        JsonReport.Read(Path.Combine(directory, JsonReport.FileName))
                    )
                    .OfType<VerificationRun>(),
            ]
            : [];
    }

    // A proof is that of one base. What another one has shown of the same ISO is not to be kept quiet.
    private void CheckOthers(Node node, string digest, VerificationRun[] others)
    {
        foreach (
            var run in others.Where(run =>
                run.Nodes.Any(other =>
                    other.Name == node.Name && other.IsoSha256 == digest && !other.Passed
                )
            )
        )
        {
            findings.Add(
                HandOverRules.FailedElsewhere.At(
                    node.Place,
                    $"{node.Name} has not passed on {run.Base.Name}",
                    $"./build.sh VerifyImages --base {run.Base.Name} shows why; the bundle speaks of the other base alone"
                )
            );
        }
    }

    private NodeRun? ProofOf(Node node, string digest, VerificationRun? run, bool isUnverified)
    {
        var booted = run?.Nodes.FirstOrDefault(other => other.Name == node.Name);
        var why =
            run is null ? "the cluster has not been verified"
            : booted?.IsoSha256 is null ? $"{node.Name} was not booted"
            : booted.IsoSha256 != digest ? $"{node.Name} was baked anew after it was verified"
            : run.IsFast ? $"{node.Name} was resumed, and not booted: that is no proof"
            : !booted.Passed ? $"{node.Name} has not passed"
            : null;
        if (why is null)
        {
            return booted;
        }
        var rule = isUnverified ? HandOverRules.Unverified : HandOverRules.NotVerified;
        findings.Add(
            rule.At(
                node.Place,
                why,
                isUnverified
                    ? "the page and the manifest say so in capital letters; ./build.sh VerifyImages gives the node a verdict"
                    : "./build.sh VerifyImages, or --unverified to hand it over all the same, with a word about it on its page"
            )
        );
        return null;
    }
}
