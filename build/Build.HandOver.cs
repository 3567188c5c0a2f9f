using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Options;
using K8sImage.Seeds.Output;
using K8sImage.Steps;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Hand nodes over that have no verdict; their page says so in capital letters")]
    [Option(nameof(HandOver))]
    private readonly bool Unverified;

    [Parameter("Sign the bundle: a key of gpg's keyring, or the file of minisign's secret key")]
    [Option(nameof(HandOver))]
    private readonly string? SignWith;

    [Parameter("The bundle to look at: the directory or the archive that HandOver wrote")]
    [Option(nameof(CheckBundle), nameof(Diff), Takes = Takes.FileOrDirectory)]
    private readonly string? Bundle;

    [Parameter("File with the public key by which minisign checks the bundle's signature")]
    [Option(nameof(CheckBundle), Takes = Takes.File)]
    private readonly string? SignedBy;

    private string BundleDirectory => RootDirectory / "artifacts" / "handover";

    [Example("--cluster lab-offline")]
    private Target HandOver =>
        _ =>
            _.Description("Write what the people who run the machines receive")
                .DependsOn(BakeImages)
                .Executes(() => FindingPrinter.RunAsync(HandOverAsync));

    [Example("--bundle artifacts/handover/lab")]
    private Target CheckBundle =>
        _ =>
            _.Description(
                    "Look whether a bundle is what was handed over, and what was proved of it"
                )
                .Executes(() => FindingPrinter.RunAsync(CheckBundleAsync));

    private async Task CheckBundleAsync(FindingCollection findings)
    {
        using var bundle = ReceivedBundle.Open(Bundle ?? throw NoBundle(), findings);
        if (bundle is null)
        {
            return;
        }
        var manifest = new BundleChecker(bundle.Directory, findings, bundle.Path).Check();
        if (findings.Any(finding => finding.Code == HandOverRules.NotPlain.Code))
        {
            return;
        }
        var signers = await BundleSignature.CheckAsync(
            Path.Combine(bundle.Directory, Manifest.SumsFileName),
            Path.Combine(bundle.Path, Manifest.SumsFileName),
            SignedBy,
            findings,
            Cancelled
        );
        if (manifest is not null && !findings.HasErrors)
        {
            BundleTable.Print(manifest, signers);
        }
    }

    private async Task HandOverAsync(FindingCollection findings)
    {
        // Its warnings have been shown by the bake.
        var (cluster, _) = await ReadInputsAsync(new FindingCollection());
        var image = new BaseReader(findings).ReadNamed(
            BasesDirectory,
            cluster.Base,
            cluster.Places.GetValueOrDefault("base", new Place(Shown(ClusterFile))),
            Shown
        );
        if (image is null)
        {
            return;
        }
        // What was proved of another cluster of this name is no proof of this one.
        foreach (var root in (string[])[VerdictDirectory, DisksDirectory, BundleDirectory])
        {
            OwnedOutput.CheckOwner(root, cluster.Name, ClusterFile);
        }
        var verdicts = Path.Combine(VerdictDirectory, cluster.Name);
        var bundle = new BundlePlanner(findings).Plan(
            cluster,
            image,
            Path.Combine(ImagesDirectory, cluster.Name),
            verdicts,
            Path.Combine(DisksDirectory, cluster.Name),
            Unverified
        );
        if (findings.HasErrors)
        {
            return;
        }
        var (directory, archive) = await new BundleWriter(BundleDirectory, ClusterFile).WriteAsync(
            bundle,
            Inputs(cluster),
            verdicts,
            SignWith is { } key ? sums => BundleSignature.SignAsync(sums, key, Cancelled) : null
        );
        Console.WriteLine($"Bundle: {Shown(directory)}");
        Console.WriteLine($"Archive: {Shown(archive)}");
        Console.WriteLine($"Next: open {Shown(Path.Combine(directory, "index.html"))}");
    }

    // What the seeds are made of: the cluster file, all steps and roles, and the base's description.
    private KeyValuePair<string, string>[] Inputs(Cluster cluster) =>
        [
            Input(ClusterFile, Path.GetDirectoryName(Path.GetFullPath(ClusterFile))!),
            Input(Path.Combine(BasesDirectory, cluster.Base + ".yaml"), BasesDirectory),
            .. StepDirectories
                .Concat(cluster.Steps.Select(step => step.Text))
                .SelectMany(directory =>
                    StepDirectory.FilesOf(directory).Select(path => Input(path, directory))
                ),
        ];

    // Whoever receives the bundle learns nothing of the directories of the machine that made it.
    private KeyValuePair<string, string> Input(string path, string directory)
    {
        var isOurs = Path.GetFullPath(path)
            .StartsWith(RootDirectory + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return KeyValuePair.Create(
            Path.GetRelativePath(isOurs ? RootDirectory : directory, path).Replace('\\', '/'),
            FileDigest.Sha256Of(path)
        );
    }

    private static FindingException NoBundle() =>
        new(
            HandOverRules.NotWhole.At(
                new Place("--bundle"),
                "no bundle is given",
                "./build.sh CheckBundle --bundle DIR, the directory or the archive that HandOver wrote"
            )
        );
}
