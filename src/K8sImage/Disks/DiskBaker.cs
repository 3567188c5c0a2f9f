using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Findings;
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
/// <param name="directory">Takes a directory for each role.</param>
/// <param name="log">Takes what happens.</param>
[SupportedOSPlatform("linux")]
public sealed class DiskBaker(MachinePlan plan, string directory, ILogger log)
{
    // Counts up when a disk of the same inputs is made in another way.
    private const string Way = "1";

    private static readonly Tool QemuImg = new("qemu-img", "qemu-utils");

    /// <summary>The disk of a role; baked if there is none of these inputs.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="configuration">What the disk must become, see <see cref="Composer.ComposeDisk"/>.</param>
    /// <param name="disk">The base.</param>
    /// <param name="services">Servers that the guest reaches.</param>
    /// <param name="progress">Is told how far the guest is.</param>
    /// <param name="cancellation">Ends the work; no disk is left.</param>
    /// <exception cref="FindingException">The guest did not pass, or left something of itself; its logs are kept.</exception>
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
        var record = DiskRecord.PathOf(directory, role);
        if (Find(directory, configuration, disk, services) is { } there)
        {
            return there;
        }
        Directory.CreateDirectory(directory);
        using var work = TemporaryDirectory.Create(directory);
        var written = work.File("written.qcow2");
        var logs = Path.Combine(directory, role + "-bake");
        var node = NodeUnderTest.Bake(cluster, configuration, disk, logs, services.Services) with
        {
            KeptDisk = written,
        };
        var verdict = await new NodeVerifier(plan with { Boots = 1 }, log).VerifyAsync(
            node,
            progress,
            cancellation
        );
        var console = await File.ReadAllTextAsync(
            verdict.Boots[0].ConsoleLog,
            Encoding.Latin1,
            cancellation
        );
        Judge(role, verdict, console, logs);

        var raw = work.File("raw");
        await BoundProcess.RunAsync(QemuImg, ["convert", "-O", "raw", written, raw], cancellation);
        var root = await RootFileSystem.OpenAsync(raw, cancellation);
        await CheckCleanAsync(role, root, cancellation);
        var finished = work.File("disk.qcow2");
        string[] compress = ["convert", "-c", "-O", "qcow2", "-o", "compression_type=zstd"];
        await BoundProcess.RunAsync(QemuImg, [.. compress, raw, finished], cancellation);
        var baked = new DiskRecord(
            role,
            KeyOf(node.InstanceId, disk, services.RepositoryDigest),
            disk.Name,
            disk.Digest,
            services.RepositoryDigest,
            [.. configuration.Steps.Select(step => step.Name)],
            await BaseCache.HashAsync(finished, cancellation),
            new FileInfo(finished).Length,
            await InstalledPackages.OfAsync(root, cancellation)
        );
        var before = DiskRecord.Read(record)?.Path(record);
        File.Move(finished, baked.Path(record), overwrite: true);
        await DescribeAsync(baked, record, root, cancellation);
        if (before is not null && before != baked.Path(record))
        {
            File.Delete(before);
        }
        return baked.ToDisk(record, isNew: true);
    }

    /// <summary>
    /// The disk that has been baked of just these inputs; null if there is none. Where no directory stands for the repository, the
    /// one that the disk was baked with counts: its nodes boot without a network.
    /// </summary>
    /// <param name="directory">Where disks are.</param>
    /// <param name="configuration">What the disk must become.</param>
    /// <param name="disk">The base.</param>
    /// <param name="services">Servers that the guest reaches.</param>
    public static GoldenDisk? Find(
        string directory,
        NodeConfiguration configuration,
        BaseDisk disk,
        GuestServices services
    )
    {
        var record = DiskRecord.PathOf(directory, configuration.Node.Role);
        var seed = new SeedBuilder(DateTimeOffset.UnixEpoch).Build(configuration);
        return
            DiskRecord.Read(record) is { } made
            && made.Key
                == KeyOf(seed.InstanceId, disk, services.RepositoryDigest ?? made.RepositorySha256)
            && File.Exists(made.Path(record))
            ? made.ToDisk(record, isNew: false)
            : null;
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

    // The record comes last: without it there is no disk.
    private static async Task DescribeAsync(
        DiskRecord baked,
        string record,
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        var system = (await root.ReadAsync("/usr/lib/os-release", cancellation))
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'), StringComparer.Ordinal);
        var file = Path.GetFileName(baked.Path(record));
        WholeFile.Write(
            Path.ChangeExtension(record, ".cdx.json"),
            BillOfMaterials.Of(baked, system["ID"], system["VERSION_ID"], file)
        );
        WholeFile.Write(Path.ChangeExtension(record, ".sha256"), $"{baked.Sha256}  {file}\n");
        baked.Write(record);
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
