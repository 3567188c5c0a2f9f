using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Steps;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    [Parameter("How golden disks are compressed: zstd, zlib (for QEMU before 5.1) or none")]
    [Option(nameof(BakeDisks))]
    private readonly DiskCompression Compress = DiskCompression.Zstd;

    [Parameter("Formats in which golden disks are written too: raw, vmdk, vhdx, vdi")]
    [Option(nameof(BakeDisks))]
    private readonly CopyFormat[] Formats = [];

    private string DisksDirectory => RootDirectory / "artifacts" / "disks";

    [Example("--cluster lab-offline --formats vmdk")]
    private Target BakeDisks =>
        _ =>
            _.Description(
                    "Bake a golden disk for each role: the base with the steps of the stage image applied"
                )
                .Executes(() =>
                    FindingPrinter.RunAsync(findings =>
                        OperatingSystem.IsLinux()
                            ? BakeDisksAsync(findings)
                            : throw NotHere("BakeDisks")
                    )
                );

    // What the nodes of each role are booted on.
    [SupportedOSPlatform("linux")]
    private Dictionary<string, BaseDisk> DisksOf(
        Cluster cluster,
        Composer composer,
        BaseDisk disk,
        string? repository
    ) =>
        Disks
            ? GoldenDisks(cluster, composer, disk, repository)
            : RolesOf(cluster).ToDictionary(role => role, _ => disk);

    // What is booted must be what the files say now.
    [SupportedOSPlatform("linux")]
    private Dictionary<string, BaseDisk> GoldenDisks(
        Cluster cluster,
        Composer composer,
        BaseDisk disk,
        string? repository
    )
    {
        OwnedOutput.CheckOwner(DisksDirectory, cluster.Name, ClusterFile);
        var directory = Path.Combine(DisksDirectory, cluster.Name);
        return RolesOf(cluster)
            .ToDictionary(
                role => role,
                role =>
                    DiskBaker.Find(directory, composer.ComposeDisk(role), disk, repository)?.Disk
                    ?? throw new FindingException(
                        DiskRules.NoDisk.At(
                            new Place(Shown(directory)),
                            $"there is no golden disk of {role} that is made of the files as they are",
                            $"./build.sh BakeDisks{ClusterOption}"
                        )
                    )
            );
    }

    private static IEnumerable<string> RolesOf(Cluster cluster) =>
        cluster.Nodes.Select(node => node.Role).Distinct();

    [SupportedOSPlatform("linux")]
    private async Task BakeDisksAsync(FindingCollection findings)
    {
        await PackageInstaller.RequireAsync(GuestPackages, PackageUse.Boots, Cancelled);
        var (cluster, composer) = await ReadInputsAsync(findings);
        var plan = await MachinePlanAsync(findings);
        var image = ReadBase(cluster, findings);
        using var output = OwnedOutput.Open(DisksDirectory, cluster.Name, ClusterFile);
        output.Check();
        var disk = await BaseDiskAsync(image, findings);
        await using var services = await GuestServicesAsync(cluster);
        string[] roles = [.. RolesOf(cluster)];
        var jobs = Math.Min(JobsOf(plan), roles.Length);
        // A node is verified as it is slowest. A bake is only waited for.
        plan = plan with
        {
            Cpus = Cpus ?? Math.Max(1, Environment.ProcessorCount / jobs),
        };
        var baker = new DiskBaker(plan, output, Compress, Log.Logger);
        var disks = new (GoldenDisk, IReadOnlyList<DiskCopy>)[roles.Length];
        await Parallel.ForAsync(
            0,
            roles.Length,
            new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = Cancelled },
            async (i, stop) =>
            {
                var golden = await baker.BakeAsync(
                    cluster,
                    composer.ComposeDisk(roles[i]),
                    disk,
                    services,
                    new BootLines(),
                    stop
                );
                List<DiskCopy> copies = [];
                foreach (var format in Formats)
                {
                    copies.Add(await DiskCopy.WriteAsync(golden, format, output, stop));
                }
                disks[i] = (golden, copies);
            }
        );
        DiskTable.Print(disks, $"./build.sh VerifyImages{ClusterOption} --disks", Shown);
    }
}
