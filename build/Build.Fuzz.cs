using CliWrap;
using K8sImage.Files;
using K8sImage.Findings;
using Nuke.Common;
using Nuke.Common.IO;

internal sealed partial class Build
{
    [Parameter("Wrong files that Fuzz makes")]
    [Option(nameof(Fuzz), Least = 1)]
    private readonly int FuzzFiles = 120_000;

    [Parameter("Seconds after which Fuzz stops")]
    [Option(nameof(Fuzz), Least = 1)]
    private readonly int FuzzSeconds = 7200;

    [Parameter("Seed of Fuzz's random numbers; another each time if none is given")]
    [Option(nameof(Fuzz))]
    private readonly int? FuzzSeed;

    private AbsolutePath FuzzDirectory => RootDirectory / "artifacts" / "fuzz";

    [Example("--fuzz-files 1000 --fuzz-seconds 60")]
    private Target Fuzz =>
        _ =>
            _.Description(
                    "Read many wrong cluster, step, role and base files: none may be too much"
                )
                .Executes(() => FindingPrinter.RunAsync(_ => FuzzAsync()));

    private async Task FuzzAsync()
    {
        using (var kept = OwnedOutput.Open(FuzzDirectory.Parent!, FuzzDirectory.Name, owner: null))
        {
            kept.Delete(_ => true);
        }
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        // A file for which the program never comes back must not hold this up: a while for compiling, and that is all.
        bound.CancelAfter(TimeSpan.FromSeconds(FuzzSeconds) + TimeSpan.FromMinutes(10));
        await using var output = Console.OpenStandardOutput();
        await using var errors = Console.OpenStandardError();
        string[] arguments =
        [
            $"{FuzzFiles}",
            $"{FuzzSeconds}",
            $"{FuzzSeed ?? Environment.TickCount}",
            FuzzDirectory,
        ];
        var command = Run("K8sImage.Fuzzing", arguments, output)
            .WithStandardErrorPipe(PipeTarget.ToStream(errors))
            .WithValidation(CommandResultValidation.None);
        var ended = false;
        try
        {
            ended = (await command.ExecuteAsync(bound.Token)).ExitCode == 0;
        }
        catch (OperationCanceledException) when (!Cancelled.IsCancellationRequested) { }
        if (!ended)
        {
            throw new FindingException(
                TestRules.Failed.At(
                    new Place("Fuzz"),
                    "a file was too much for the program",
                    $"such files are in {Shown(FuzzDirectory)}; in {Shown(FuzzDirectory.Parent!)}/.fuzz.tmp-*/work the one that it died of, if it did"
                )
            );
        }
    }
}
