using CliWrap;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Verification;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter(
        "Which benchmarks to run (also: scale, boots, disks), or whose faults, by the beginnings of STEP: CHECK, or which machines of HandOverMatrix, by the beginnings of their names; all if none is given"
    )]
    [Option(nameof(Benchmark), nameof(FaultInjection), nameof(HandOverMatrix))]
    private readonly string[] Filter = [];

    private bool IsChosen(string name) =>
        Filter.Length == 0 || Filter.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    private FindingException NothingChosen(string what, string example) =>
        new(
            VerificationRules.NothingChosen.At(
                new Place("--filter"),
                $"no {what} begins with '{string.Join("' or '", Filter)}'",
                $"write a name as reports show it, {example} for example, or its beginning"
            )
        );

    [Example("--filter scale")]
    private Target Benchmark =>
        _ =>
            _.Description("Measure seeds, start-up and boots")
                .Executes(() =>
                    FindingPrinter.RunAsync(async _ =>
                    {
                        await PackageInstaller.RequireAsync(
                            Filter is ["disks"]
                                ? PackagesFor(PackageUse.Benchmarks)
                                : ["cloud-image-utils", "genisoimage", .. BootPackages],
                            PackageUse.Benchmarks,
                            Cancelled
                        );
                        if (Filter is ["scale" or "boots" or "disks"])
                        {
                            await RunBenchmarksAsync(Filter);
                        }
                        else
                        {
                            await MeasureAsync();
                        }
                    })
                );

    // BenchmarkDotNet writes its reports over what stands where it is told to.
    private async Task MeasureAsync()
    {
        using var output = OwnedOutput.Open(RootDirectory / "artifacts", "benchmarks", owner: null);
        output.Check();
        using var staging = output.Staging();
        var reports = staging.File("benchmarks");
        await RunBenchmarksAsync([
            "--filter",
            .. Filter.Length == 0 ? ["*"] : Filter,
            "--artifacts",
            reports,
        ]);
        output.Replace(
            staging,
            [
                .. FileTree
                    .Below(reports)
                    .Where(entry => entry.Kind == EntryKind.File)
                    .Select(entry => FileDigest.Of(staging.Path, $"benchmarks/{entry.Path}")),
            ]
        );
        Console.WriteLine($"Reports: {Shown(output.Directory)}");
    }

    private async Task RunBenchmarksAsync(IEnumerable<string> arguments)
    {
        await using var output = Console.OpenStandardOutput();
        await Run("K8sImage.Benchmarks", arguments, output).ExecuteAsync(Cancelled);
    }

    /// <summary>Runs a program of <c>tests/</c>, compiled anew where it must be.</summary>
    private Command Run(string project, IEnumerable<string> arguments, Stream output) =>
        Cli.Wrap(Environment.ProcessPath!)
            .WithArguments([
                "run",
                "--project",
                RootDirectory / "tests" / project,
                "-c",
                "Release",
                "--",
                .. arguments,
            ])
            .WithStandardOutputPipe(PipeTarget.ToStream(output));
}
