using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Tools;
using K8sImage.Verification;
using Serilog;

namespace K8sImage.Disks;

/// <summary>
/// Bakes golden disks: a guest boots the base with a seed of the role's <c>image</c>-stage steps, cloud-init applies them, the
/// guest judges itself as a node does, cleans itself when it is switched off, and what it leaves becomes the disk.
/// </summary>
/// <param name="plan">How the guest is booted.</param>
/// <param name="output">Takes the disks and what stands beside them.</param>
/// <param name="compression">How the disks are compressed.</param>
/// <param name="log">Takes what happens.</param>
[SupportedOSPlatform("linux")]
public sealed class DiskBaker(
    MachinePlan plan,
    OwnedOutput output,
    DiskCompression compression,
    ILogger log
)
{
    // Counts up when a disk of the same inputs is made in another way.
    private const string Way = "2";

    // Room for what is installed. Where a disk is used it is larger, and its file system grows.
    private const int DiskGiB = 6;

    /// <summary>The disk of a role; baked if there is none of these inputs.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="configuration">What the disk must become, see <see cref="Composer.ComposeDisk"/>.</param>
    /// <param name="disk">The base.</param>
    /// <param name="services">Servers that the guest reaches.</param>
    /// <param name="progress">Is told how far the guest is.</param>
    /// <param name="cancellation">Ends the work; no disk is left.</param>
    /// <exception cref="FindingException">
    /// The guest did not pass, or left something of itself, and its logs are kept; or something that is not ours is in the way.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<GoldenDisk> BakeAsync(
        Cluster cluster,
        NodeConfiguration configuration,
        BaseDisk disk,
        GuestServices services,
        IProgress<NodeProgress>? progress,
        CancellationToken cancellation
    )
    {
        var role = configuration.Node.Role;
        var there = Find(output.Directory, configuration, disk, services.RepositoryDigest);
        if (there is not null && there.Record.Compression == compression)
        {
            return there;
        }
        using var work = output.Staging();
        if (there is not null)
        {
            return await KeepAsync(there.Record, there.Disk.Path, work, cancellation);
        }
        var written = work.File("written.qcow2");
        var verifier = new NodeVerifier(plan with { Boots = 1, DiskGiB = DiskGiB }, log);
        var logs = Path.Combine(output.Directory, role + "-bake");
        output.Claim(verifier.LogNames.Append(Seed.Iso).Select(file => $"{role}-bake/{file}"));
        var node = NodeUnderTest.Bake(cluster, configuration, disk, logs, services.Services) with
        {
            KeptDisk = written,
            Archives = [.. cluster.Images.Select(archive => archive.Path)],
        };
        var verdict = await verifier.VerifyAsync(node, progress, cancellation);
        var console = await File.ReadAllTextAsync(
            verdict.Boots[0].ConsoleLog,
            Encoding.Latin1,
            cancellation
        );
        Judge(role, verdict, console, logs);

        var raw = work.File("raw");
        var root = await RootFileSystem.OfDiskAsync(written, raw, cancellation);
        await CheckCleanAsync(role, root, cancellation);
        var (distribution, version) = await DistributionAsync(root, cancellation);
        return await KeepAsync(
            new DiskRecord(
                role,
                KeyOf(node.InstanceId, disk, services.RepositoryDigest),
                disk.Name,
                disk.Digest,
                services.RepositoryDigest,
                distribution,
                version,
                [.. configuration.Steps.Select(step => step.Name)],
                compression,
                Sha256: "",
                Size: 0,
                await InstalledPackages.OfAsync(root, cancellation)
            ),
            raw,
            work,
            cancellation
        );
    }

    /// <summary>
    /// The disk that has been baked of just these inputs; null if there is none. Where no directory stands for the repository, the
    /// one that the disk was baked with counts: its nodes boot without a network.
    /// </summary>
    /// <param name="directory">Where disks are.</param>
    /// <param name="configuration">What the disk must become.</param>
    /// <param name="disk">The base.</param>
    /// <param name="repository">SHA-256 of the repository's signed list; null where no directory stands for it.</param>
    /// <exception cref="FindingException">It has changed since it was baked.</exception>
    public static GoldenDisk? Find(
        string directory,
        NodeConfiguration configuration,
        BaseDisk disk,
        string? repository
    )
    {
        var record = DiskRecord.PathOf(directory, configuration.Node.Role);
        var seed = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(configuration);
        if (
            DiskRecord.Read(record) is not { } made
            || made.Key != KeyOf(seed.InstanceId, disk, repository ?? made.RepositorySha256)
            || !File.Exists(made.Path(record))
        )
        {
            return null;
        }
        var golden = made.ToDisk(record, isNew: false);
        return golden.Difference() is { } changed ? throw new FindingException(changed) : golden;
    }

    // The seed's instance-id is a hash of all that the guest sees.
    internal static string KeyOf(string instanceId, BaseDisk disk, string? repository)
    {
        string[] inputs = [Way, disk.Digest, instanceId, repository ?? ""];
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', inputs)))
        );
    }

    private static void Judge(string role, NodeVerdict verdict, string console, string logs)
    {
        List<Finding> findings = [.. verdict.Boots.SelectMany(boot => boot.Findings)];
        if (!verdict.Passed)
        {
            findings.Add(
                DiskRules.NotBaked.At(
                    new Place(logs),
                    $"the disk of {role} is not baked: its guest has not passed",
                    "see the findings of its boot, and its logs in this directory"
                )
            );
        }
        else if (!console.Contains("k8simage-clean: done", StringComparison.Ordinal))
        {
            findings.Add(
                DiskRules.NotClean.At(
                    new Place(logs),
                    $"the disk of {role} is not baked: its guest did not clean itself",
                    "look for k8simage-clean at the end of the console's log"
                )
            );
        }
        if (findings.Exists(finding => finding.Severity == Severity.Error))
        {
            throw new FindingException([.. findings]);
        }
    }

    // Compresses a disk and puts it in its place, with what stands beside it. The record comes last: without it there is no disk.
    private async Task<GoldenDisk> KeepAsync(
        DiskRecord made,
        string disk,
        TemporaryDirectory work,
        CancellationToken cancellation
    )
    {
        var finished = work.File("disk.qcow2");
        string[] compress =
            compression == DiskCompression.None
                ? []
                : ["-c", "-o", $"compression_type={compression.ToString().ToLowerInvariant()}"];
        await QemuImg.RunAsync(
            ["convert", "-O", "qcow2", .. compress, disk, finished],
            cancellation
        );
        var baked = made with
        {
            Compression = compression,
            Sha256 = await BaseCache.HashAsync(finished, cancellation),
            Size = new FileInfo(finished).Length,
        };
        var record = DiskRecord.PathOf(output.Directory, made.Role);
        var path = baked.Path(record);
        var name = Path.GetFileName(path);
        // The disk before, its copies and their sums: all that is not this one.
        if (DiskRecord.Read(record)?.Path(record) is { } before)
        {
            var stem = Path.GetFileNameWithoutExtension(before) + ".";
            output.Delete(file => file.StartsWith(stem, StringComparison.Ordinal));
        }
        output.Claim([made.Role + ".json", made.Role + ".cdx.json", name, SumFile.PathOf(name)]);
        Directory.CreateDirectory(output.Directory);
        File.Move(finished, path);
        WholeFile.Write(Path.ChangeExtension(record, ".cdx.json"), BillOfMaterials.Of(baked, name));
        SumFile.Write(path, baked.Sha256);
        baked.Write(record);
        return baked.ToDisk(record, isNew: true);
    }

    private static async Task<(string Id, string Version)> DistributionAsync(
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        var fields = (await root.ReadAsync("/usr/lib/os-release", cancellation))
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal);
        return (fields["ID"], fields["VERSION_ID"]);
    }

    private static async Task CheckCleanAsync(
        string role,
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        var left = await Cleanness.LeftAsync(root, cancellation);
        if (left.Count > 0)
        {
            throw new FindingException([
                .. left.Select(what =>
                    DiskRules.NotClean.At(
                        new Place(role),
                        $"the bake has left {what}",
                        "the step golden-disk removes what belongs to one machine"
                    )
                ),
            ]);
        }
    }
}
