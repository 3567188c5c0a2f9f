using System.Runtime.Versioning;
using K8sImage.Faults;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Verification;
using Nuke.Common;
using Serilog;

internal sealed partial class Build
{
    private string FaultDirectory => RootDirectory / "artifacts" / "faults";

    [Example("--cluster lab-offline --filter swap:")]
    private Target FaultInjection =>
        _ =>
            _.Description("Boot seeds with faults in them: each must make its check fail")
                .Executes(() =>
                    FindingPrinter.RunAsync(findings =>
                        OperatingSystem.IsLinux()
                            ? InjectFaultsAsync(findings)
                            : throw NotHere("FaultInjection")
                    )
                );

    [SupportedOSPlatform("linux")]
    private async Task InjectFaultsAsync(FindingCollection findings)
    {
        await PackageInstaller.RequireAsync(GuestPackages, PackageUse.Boots, Cancelled);
        var (cluster, composer) = await ReadInputsAsync(findings);
        NodeConfiguration[] configurations =
        [
            .. ChosenNodes(cluster, findings).Select(composer.Compose),
        ];
        if (!configurations.SelectMany(node => node.Checks).Any(IsChosen))
        {
            throw NothingChosen("check of these nodes", "swap: no swap is active");
        }
        var boots = FaultPlanner.Plan(configurations, IsChosen);
        var plan = (await MachinePlanAsync(findings)) with { Boots = 1, IsFast = true };
        var verifier = new NodeVerifier(plan, Log.Logger);
        string[] files =
        [
            .. boots.SelectMany(boot =>
                verifier.LogNames.Append(Seed.Iso).Select(file => $"{boot.Name}/{file}")
            ),
        ];
        var image = ReadBase(cluster, findings);
        using var output = OwnedOutput.Open(FaultDirectory, cluster.Name, ClusterFile);
        output.Check(files);
        var disk = await BaseDiskAsync(image, findings);
        await using var services = await GuestServicesAsync(cluster);
        var disks = DisksOf(cluster, composer, disk, services.RepositoryDigest);
        output.Claim(files);
        var seeder = new FaultSeeder(findings);
        NodeUnderTest[] nodes =
        [
            .. boots.Select(boot =>
                NodeUnderTest.Bake(
                    cluster,
                    seeder.Apply(boot),
                    disks[boot.Configuration.Node.Role],
                    Path.Combine(FaultDirectory, cluster.Name, boot.Name),
                    services.Services
                ) with
                {
                    Name = boot.Name,
                }
            ),
        ];
        if (findings.HasErrors)
        {
            return;
        }
        var verdicts = await verifier.VerifyAllAsync(
            nodes,
            JobsOf(plan),
            new BootLines(),
            Cancelled
        );
        var score = FaultScore.Of([.. boots.Zip(verdicts)], configurations, IsChosen, findings);
        FaultTable.Print(score);
    }

    private bool IsChosen(NodeCheck check) => IsChosen($"{check.Step}: {check.Name}");
}
