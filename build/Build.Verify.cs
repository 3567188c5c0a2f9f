using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Machines;
using K8sImage.Machines.Services;
using K8sImage.Reports;
using K8sImage.Seeds;
using K8sImage.Seeds.Output;
using K8sImage.Steps;
using K8sImage.Verification;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter(
        "Boot on this base of images/bases instead of the cluster file's; VerifyImages and Validate take several"
    )]
    [Option(
        nameof(Validate),
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(VerifyCluster),
        nameof(HandOverMatrix)
    )]
    private readonly string[] Base = [];

    [Parameter("Run the guests with kvm or tcg; chosen by what the machine has if none is given")]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(VerifyCluster),
        nameof(HandOverMatrix)
    )]
    private readonly Accelerator? Accel;

    [Parameter("Memory of each guest in MiB")]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        Least = 512,
        Most = 1 << 20
    )]
    private readonly int Memory = 2048;

    [Parameter(
        "Processors of each guest; if none are given one, and in BakeDisks a share of the machine's"
    )]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        Least = 1,
        Most = 255
    )]
    private readonly int? Cpus;

    [Parameter("Guests at a time; as many as cores and memory allow if none is given")]
    [Option(
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(HandOverMatrix),
        Least = 1,
        Most = 1000
    )]
    private readonly int? Jobs;

    [Parameter("One boot a node, resumed just before cloud-init: a quick answer, no proof")]
    [Option(nameof(VerifyImages))]
    private readonly bool Fast;

    [Parameter("Boot on the golden disks of BakeDisks instead of their base")]
    [Option(nameof(VerifyImages), nameof(FaultInjection))]
    private readonly bool Disks;

    private string VerdictDirectory => RootDirectory / "artifacts" / "verdicts";

    [Example("--cluster lab-offline --node k8s-master")]
    private Target VerifyImages =>
        _ =>
            _.Description("Boot the seed ISOs in QEMU, twice each, and judge every node")
                .DependsOn(BakeImages)
                .Executes(() =>
                    FindingPrinter.RunAsync(findings =>
                        OperatingSystem.IsLinux()
                            ? VerifyAsync(findings)
                            : throw NotHere("VerifyImages")
                    )
                );

    [SupportedOSPlatform("linux")]
    private async Task VerifyAsync(FindingCollection findings)
    {
        await PackageInstaller.RequireAsync(GuestPackages, PackageUse.Boots, Cancelled);
        // Its warnings have been shown by the bake.
        var (cluster, composer) = await ReadInputsAsync(new FindingCollection());
        var nodes = ChosenNodes(cluster, findings);
        var plan = await MachinePlanAsync(findings);
        var images = ReadBases(cluster, findings);
        // Looked at, and kept from other runs, before a base is built or a report deleted: of all bases, as one run writes them all.
        using var verdicts = VerdictsOf(cluster, images, nodes, plan.Boots);
        var bases = await BaseDisksAsync(images, findings);
        await using var services = await GuestServicesAsync(cluster);
        var jobs = JobsOf(plan);
        var tested = bases
            .Zip(
                verdicts.Directories,
                (disk, directory) =>
                    new BaseUnderTest(
                        disk,
                        directory,
                        NodesUnderTest(
                            cluster,
                            composer,
                            nodes,
                            DisksOf(cluster, composer, disk, services.RepositoryDigest),
                            services.Services,
                            directory
                        )
                    )
            )
            .ToArray();
        verdicts.Claim();
        var warnings = findings.ToArray();
        List<(VerificationRun, IReadOnlyList<NodeVerdict>)> runs = [];
        foreach (var each in tested)
        {
            if (tested.Length > 1)
            {
                Console.WriteLine($"On {each.Base.Name}:");
            }
            var digests = IsoDigests(each.Nodes);
            var started = DateTimeOffset.UtcNow;
            var found = await LiveBoots.ShowAsync(
                each.Nodes,
                plan.Boots,
                (log, progress) =>
                    new NodeVerifier(plan, log).VerifyAllAsync(
                        each.Nodes,
                        jobs,
                        progress,
                        Cancelled
                    )
            );
            var run = Record(cluster, plan, jobs, started, each, digests, found, warnings);
            runs.Add((run, found));
            AddFindings(found, findings);
            AddFailures(each, found, findings);
            WriteReports(each.Verdicts, run);
        }
        VerdictTable.Print(runs, Shown);
        foreach (var each in tested)
        {
            Console.WriteLine($"Report: {Shown(new ReportFiles(each.Verdicts).Page)}");
        }
    }

    /// <summary>
    /// Takes the directories of the verdicts of a cluster on some bases. A hand-over rests on those on the first base that was asked
    /// for; those on others stand beside them, under names that no cluster can have.
    /// </summary>
    [SupportedOSPlatform("linux")]
    private OwnedOutputs VerdictsOf(
        Cluster cluster,
        IEnumerable<BaseImage?> images,
        IEnumerable<Node> nodes,
        int boots
    ) =>
        OwnedOutputs.Open(
            VerdictDirectory,
            images.Select(
                (image, i) =>
                    i == 0 ? cluster.Name : BundlePlanner.OtherBase(cluster.Name, image!.Name)
            ),
            ClusterFile,
            [
                .. nodes.SelectMany(node =>
                    NodeVerifier.LogNamesOf(boots).Select(log => $"{node.Name}/{log}")
                ),
                .. ReportFiles.Names,
            ]
        );

    private static void AddFailures(
        BaseUnderTest tested,
        IReadOnlyList<NodeVerdict> verdicts,
        FindingCollection findings
    )
    {
        foreach (var verdict in verdicts.Where(verdict => !verdict.Passed))
        {
            findings.Add(
                VerificationRules.NodeFailed.At(
                    new Place(Shown(Path.Combine(tested.Verdicts, verdict.Node))),
                    $"{verdict.Node} has not passed on {tested.Base.Name}",
                    "see the findings of its boots, and its logs in this directory"
                )
            );
        }
    }

    private static void AddFindings(IEnumerable<NodeVerdict> verdicts, FindingCollection findings)
    {
        foreach (
            var finding in verdicts
                .SelectMany(verdict => verdict.Boots)
                .SelectMany(boot => boot.Findings)
        )
        {
            findings.Add(finding);
        }
    }

    private static FindingException NotHere(string target) =>
        new(
            MachineRules.NoQemu.At(
                new Place(target),
                "guests are booted on Linux only",
                "run this target on a Linux machine"
            )
        );

    [SupportedOSPlatform("linux")]
    private async Task<MachinePlan> MachinePlanAsync(FindingCollection findings) =>
        new(await Qemu.FindAsync(findings, Cancelled), AcceleratorChoice.ForThisMachine(Accel))
        {
            MemoryMiB = Memory,
            Cpus = Cpus ?? 1,
            IsFast = Fast,
            Boots = Fast ? 1 : 2,
        };

    private int JobsOf(MachinePlan plan) => Jobs ?? K8sImage.Verification.Jobs.ForThisMachine(plan);

    private NodeUnderTest[] NodesUnderTest(
        Cluster cluster,
        Composer composer,
        IReadOnlyList<Node> nodes,
        Dictionary<string, BaseDisk> disks,
        IReadOnlyList<GuestService> services,
        string verdicts
    )
    {
        var directory = Path.Combine(ImagesDirectory, cluster.Name);
        var images = Manifest.Read(directory)!.Nodes.ToDictionary(image => image.Name);
        return
        [
            .. nodes.Select(node =>
                NodeUnderTest.Of(
                    cluster,
                    composer.Compose(node),
                    Path.Combine(directory, node.Name, Seed.Iso),
                    images[node.Name].InstanceId,
                    disks[node.Role],
                    Path.Combine(verdicts, node.Name),
                    services
                )
            ),
        ];
    }

    /// <param name="Base">A base.</param>
    /// <param name="Verdicts">Directory of the verdicts on it.</param>
    /// <param name="Nodes">The nodes that boot on it.</param>
    private sealed record BaseUnderTest(BaseDisk Base, string Verdicts, NodeUnderTest[] Nodes);
}
