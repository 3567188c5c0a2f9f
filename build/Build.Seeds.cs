using System.Globalization;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Options;
using K8sImage.Seeds;
using K8sImage.Seeds.Output;
using K8sImage.Steps;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Bake these nodes only; the others stay as they are")]
    [Option(
        nameof(BakeImages),
        nameof(VerifyImages),
        nameof(FaultInjection),
        nameof(HandOverMatrix),
        nameof(Diff)
    )]
    private readonly string[] Node = [];

    [Parameter("Where the cluster's directory is made; artifacts/images if none is given")]
    [Option(
        nameof(BakeImages),
        nameof(VerifyImages),
        nameof(HandOver),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        nameof(Diff),
        Takes = Takes.NewDirectory
    )]
    private readonly string? Output;

    private string ImagesDirectory =>
        Output is null ? RootDirectory / "artifacts" / "images" : Path.GetFullPath(Output);

    [Example("--cluster lab2")]
    private Target BakeImages =>
        _ =>
            _.Description("Write one seed ISO per node of the cluster file")
                .Executes(() =>
                    FindingPrinter.RunAsync(async findings =>
                    {
                        var result = await BakeAsync(findings);
                        BakeTable.Print(result, NextStep(result), Shown);
                    })
                );

    // Boots are judged on the bases that this project knows how to get. A seed that needs a package repository would be red
    // where none stands for it.
    private string NextStep(BakeResult result)
    {
        return
            File.Exists(RootDirectory / "images" / "bases" / $"{result.Base}.yaml")
            && result.DisabledSteps.Contains("kubernetes-packages")
            ? $"./build.sh VerifyImages{ClusterOption}"
            : $"start each machine from a disk with {result.Base}, its {Seed.Iso} attached as a CD-ROM";
    }

    private async Task<BakeResult> BakeAsync(FindingCollection findings)
    {
        var date = SourceDate(findings);
        var stamp = new BakeStamp(
            ImagesDirectory,
            ClusterFile,
            [date.ToString("O"), Environment.CurrentDirectory],
            [.. StepDirectories.SelectMany(StepDirectory.FilesOf)]
        );
        // With --node the rest of the directory may be older than the cluster file, which no stamp can tell.
        if (Node.Length == 0 && stamp.Unchanged(findings) is { } unchanged)
        {
            return unchanged;
        }
        var (cluster, composer) = await ReadInputsAsync(findings);
        var nodes = ChosenNodes(cluster, findings);
        var result = new SeedOutput(
            cluster,
            composer,
            ImagesDirectory,
            ClusterFile,
            date,
            findings
        ).Bake(nodes);
        if (Node.Length == 0)
        {
            stamp.Write(cluster, result, findings);
        }
        // Behind the stamp: the next bake has nothing to compare with.
        if (result.Dropped.Count > 0)
        {
            findings.Add(
                StepRules.Dropped.At(
                    cluster.Places.GetValueOrDefault("name", new Place(Shown(ClusterFile))),
                    $"the last bake had {string.Join(", ", result.Dropped)} of a directory of your own, this one has not",
                    "give --steps DIR as you did then, or write steps: [DIR] into the cluster file, where it is not forgotten; if they are to go, all is well"
                )
            );
        }
        return result;
    }

    private IReadOnlyList<Node> ChosenNodes(Cluster cluster, FindingCollection findings)
    {
        var known = cluster.Nodes.Select(node => node.Name).ToArray();
        foreach (var name in Node.Except(known))
        {
            findings.Add(
                SeedRules.UnknownNode.At(
                    new Place("--node"),
                    $"the cluster {cluster.Name} has no node '{K8sImage.Findings.Shown.Short(name)}'",
                    Nearest.To(name, known) is { } nearest
                        ? $"did you mean '{nearest}'?"
                        : $"its nodes are {string.Join(", ", known)}"
                )
            );
        }
        return Node.Length == 0
            ? cluster.Nodes
            : [.. cluster.Nodes.Where(node => Node.Contains(node.Name))];
    }

    /// <summary>The date that the ISOs carry (reproducible-builds.org, SOURCE_DATE_EPOCH), else a fixed one.</summary>
    private static DateTimeOffset SourceDate(FindingCollection findings)
    {
        const string Name = "SOURCE_DATE_EPOCH";
        var text = Environment.GetEnvironmentVariable(Name);
        if (string.IsNullOrEmpty(text))
        {
            return new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        }
        // ISO 9660 holds the years 1900 to 2155 (ECMA-119, 9.1.5).
        if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds < 5_800_000_000
        )
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }
        findings.Add(
            SeedRules.SourceDate.At(
                new Place(Name),
                $"'{K8sImage.Findings.Shown.Short(text)}' is no number of seconds since 1970",
                "unset it, or set it to the output of date +%s"
            )
        );
        return default;
    }
}
