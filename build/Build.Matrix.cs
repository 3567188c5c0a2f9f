using System.Runtime.Versioning;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Verification;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    private Hardware[] ChosenMachines =>
        [.. Hardware.All.Where(hardware => IsChosen(hardware.Name))];

    // A mistyped name, and what is in the way of the logs, is said before disks are baked for nothing.
    private Target ChooseMachines =>
        _ =>
            _.Unlisted()
                .Before(BakeImages, BakeDisks)
                .Executes(() =>
                    FindingPrinter.Run(_ =>
                    {
                        if (ChosenMachines.Length == 0)
                        {
                            throw NothingChosen("machine", "uefi-sata-e1000-no-serial");
                        }
                        // What is wrong with the cluster file is said by the bake.
                        var cluster = ClusterReader.ReadFile(
                            ClusterFile,
                            Shown(ClusterFile),
                            new FindingCollection(),
                            withSecrets: false
                        );
                        if (cluster is not null && OperatingSystem.IsLinux())
                        {
                            using var output = MatrixOutput(cluster);
                            output.Check(MatrixLogs);
                        }
                    })
                );

    private OwnedOutput MatrixOutput(Cluster cluster) =>
        OwnedOutput.Open(VerdictDirectory, cluster.Name, ClusterFile);

    [SupportedOSPlatform("linux")]
    private IEnumerable<string> MatrixLogs =>
        ChosenMachines.SelectMany(machine =>
            NodeVerifier.LogNamesOf(1).Select(log => $"matrix/{machine.Name}/{log}")
        );

    [Example("--cluster lab-offline --filter uefi")]
    private Target HandOverMatrix =>
        _ =>
            _.Description("Boot a golden disk on each kind of machine that people may have")
                .DependsOn(ChooseMachines)
                .DependsOn(BakeImages)
                .DependsOn(BakeDisks)
                .Executes(() =>
                    FindingPrinter.RunAsync(findings =>
                        OperatingSystem.IsLinux()
                            ? BootMatrixAsync(findings)
                            : throw NotHere("HandOverMatrix")
                    )
                );

    [SupportedOSPlatform("linux")]
    private async Task BootMatrixAsync(FindingCollection findings)
    {
        await PackageInstaller.RequireAsync(
            [.. GuestPackages, "ovmf"],
            PackageUse.Boots,
            Cancelled
        );
        var (cluster, composer) = await ReadInputsAsync(new FindingCollection());
        // What the disk meets does not depend on the node: one is enough, if none is asked for.
        var node = ChosenNodes(cluster, findings)[0];
        var plan = (await MachinePlanAsync(findings)) with { Boots = 1, IsFast = false };
        var disk = await BaseDiskAsync(ReadBase(cluster, findings), findings);
        var disks = GoldenDisks(cluster, composer, disk, repository: null);
        var directory = Path.Combine(VerdictDirectory, cluster.Name, "matrix");
        var tested = NodesUnderTest(cluster, composer, [node], disks, services: [], directory)[0];
        NodeUnderTest[] machines =
        [
            .. ChosenMachines.Select(hardware =>
                tested with
                {
                    Name = hardware.Name,
                    Hardware = hardware,
                    LogDirectory = Path.Combine(directory, hardware.Name),
                }
            ),
        ];
        var verifier = new NodeVerifier(plan, Log.Logger);
        using var output = MatrixOutput(cluster);
        output.Claim(MatrixLogs);
        var verdicts = await verifier.VerifyAllAsync(
            machines,
            JobsOf(plan),
            new BootLines(),
            Cancelled
        );
        MatrixTable.Print(node.Name, [.. machines.Zip(verdicts)]);
        AddFindings(verdicts, findings);
        foreach (var (machine, verdict) in machines.Zip(verdicts))
        {
            if (!verdict.Passed)
            {
                findings.Add(
                    VerificationRules.NodeFailed.At(
                        new Place(Shown(machine.LogDirectory)),
                        $"{node.Name} has not passed on {machine.Name}",
                        "see the findings of its boot, and its logs in this directory"
                    )
                );
            }
        }
    }
}
