using System.Runtime.Versioning;
using K8sImage.Commands;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Reports;
using K8sImage.Verification;
using Nuke.Common;

internal sealed partial class Build
{
    [Example("--cluster lab-formed")]
    private Target Secrets =>
        _ =>
            _.Description(
                    "Make the secrets that the cluster file names, or add what new nodes need"
                )
                .Executes(() =>
                    FindingPrinter.Run(findings =>
                        SecretsText.Print(
                            new MakeSecrets(
                                ClusterFile,
                                Shown(ClusterFile),
                                DateTimeOffset.UtcNow
                            ).Run(findings),
                            Shown
                        )
                    )
                );

    [Example("--cluster lab-formed")]
    private Target VerifyCluster =>
        _ =>
            _.Description(
                    "Boot all nodes at once on one network: do they form a cluster that works?"
                )
                .DependsOn(BakeImages)
                .Executes(() =>
                    FindingPrinter.RunAsync(findings =>
                        OperatingSystem.IsLinux()
                            ? VerifyClusterAsync(findings)
                            : throw NotHere("VerifyCluster")
                    )
                );

    [Parameter("How much VerifyCluster proves: nodes, cluster or full")]
    [Option(nameof(VerifyCluster))]
    private readonly VerificationLevel Level = VerificationLevel.Full;

    [Parameter(
        "How many seconds one second of the guests lasts; if none is given, as many as two processors a guest would need"
    )]
    [Option(nameof(VerifyCluster), Least = 1, Most = 20)]
    private readonly int? Dilation;

    // Of the worker that restarts alone.
    private const int MostBoots = 3;

    // kubeadm's preflight refuses a control plane with one processor, and with less memory its programs are ended while the cluster forms.
    // More processors than needed make an emulated machine slower.
    private NodeUnderTest Sized(NodeUnderTest tested, K8sImage.Clusters.Node node)
    {
        var isControlPlane = node.Role == K8sImage.Clusters.Node.ControlPlane;
        return tested with
        {
            Cpus = Cpus ?? (isControlPlane ? 2 : 1),
            MemoryMiB = Math.Max(Memory, isControlPlane ? 4096 : 2560),
        };
    }

    // The nodes' clocks are slowed where they would miss their time limits only because they are emulated side by side.
    [SupportedOSPlatform("linux")]
    private async Task<MachinePlan> ClusterPlanAsync(
        K8sImage.Clusters.Cluster cluster,
        FindingCollection findings
    )
    {
        var plan = await MachinePlanAsync(findings);
        return plan.Dilated(
            TimeDilation.Of(
                Dilation
                    ?? TimeDilation.FactorFor(
                        plan.Accelerator,
                        cluster.Nodes.Count,
                        Environment.ProcessorCount
                    )
            )
        );
    }

    [SupportedOSPlatform("linux")]
    private async Task VerifyClusterAsync(FindingCollection findings)
    {
        await PackageInstaller.RequireAsync(
            [.. GuestPackages, .. ClusterPackages],
            PackageUse.Boots,
            Cancelled
        );
        // Its warnings have been shown by the bake.
        var (cluster, composer) = await ReadInputsAsync(new FindingCollection());
        if (cluster.Bootstrap is null && Level != VerificationLevel.Nodes)
        {
            throw new FindingException(
                VerificationRules.NoBootstrap.At(
                    new Place(Shown(ClusterFile)),
                    "nothing makes these nodes form a cluster",
                    $"add bootstrap: {{ secrets: {cluster.Name}.secrets.yaml }}, or prove the nodes alone: --level nodes"
                )
            );
        }
        var plan = await ClusterPlanAsync(cluster, findings);
        var image = ReadBase(cluster, findings);
        using var output = VerdictsOf(cluster, [image], cluster.Nodes, MostBoots);
        var disk = await BaseDiskAsync(image, findings);
        var directory = output.Directories.Single();
        var tested = new BaseUnderTest(
            disk,
            directory,
            [
                .. NodesUnderTest(
                        cluster,
                        composer,
                        cluster.Nodes,
                        GoldenDisks(cluster, composer, disk, repository: null),
                        [],
                        directory
                    )
                    .Zip(cluster.Nodes, Sized),
            ]
        );
        output.Claim();
        var speaker = cluster.FirstControlPlane;
        ExpectedCheck[] checks =
        [
            .. composer
                .Compose(speaker)
                .ClusterChecks.Select(check => new ExpectedCheck(
                    check.Step,
                    check.Name,
                    check.Place
                )),
        ];
        var warnings = findings.ToArray();
        var digests = IsoDigests(tested.Nodes);
        var started = DateTimeOffset.UtcNow;
        var verdict = await LiveBoots.ShowAsync(
            tested.Nodes,
            Level switch
            {
                VerificationLevel.Nodes => 2,
                VerificationLevel.Cluster => 1,
                _ => MostBoots,
            },
            (log, progress) =>
                new ClusterVerifier(plan, Level, log).VerifyAsync(
                    tested.Nodes,
                    speaker.Name,
                    checks,
                    progress,
                    Cancelled
                )
        );
        var jobs = tested.Nodes.Length;
        var run = Record(
            cluster,
            plan,
            jobs,
            started,
            tested,
            digests,
            verdict.Nodes,
            warnings
        ) with
        {
            Formed =
                verdict.Planned == 0
                    ? null
                    : new RunRecorder(directory, Shown).Formed(
                        speaker.Name,
                        cluster.ControlPlaneEndpoint ?? speaker.Address.ToString(),
                        checks,
                        verdict
                    ),
        };
        AddFindings(verdict.Nodes, findings);
        AddFailures(tested, verdict.Nodes, findings);
        foreach (var finding in verdict.Boots.SelectMany(boot => boot.Findings))
        {
            findings.Add(finding);
        }
        if (!verdict.Passed)
        {
            findings.Add(
                VerificationRules.ClusterFailed.At(
                    new Place(Shown(directory)),
                    "the cluster has not passed",
                    "see the findings above, and the logs in this directory"
                )
            );
        }
        WriteReports(directory, run);
        ClusterTable.Print(verdict, Shown);
        Console.WriteLine($"Report: {Shown(new ReportFiles(directory).Page)}");
    }
}
