using CliWrap;
using K8sImage.Findings;
using Nuke.Common.IO;

/// <summary>Compiles the solution and runs each of its test assemblies.</summary>
internal sealed class TestRun(AbsolutePath root, AbsolutePath results)
{
    private static string DotNet => Environment.ProcessPath!;

    /// <summary>Runs the tests of some projects, one after the other.</summary>
    /// <param name="projects">The projects' names.</param>
    /// <param name="runner">Further arguments of the test runner.</param>
    /// <param name="cancelled">Ends the run.</param>
    /// <exception cref="FindingException">The solution does not compile.</exception>
    public async Task<TestTotals> RunAsync(
        IReadOnlyList<string> projects,
        IReadOnlyList<string> runner,
        CancellationToken cancelled
    )
    {
        var compiled = await CallAsync(
            [
                "build",
                root / "K8sImage.sln",
                "-c",
                "Release",
                "-v",
                "quiet",
                "-nologo",
                "-nodeReuse:false",
            ],
            cancelled
        );
        if (compiled != 0)
        {
            throw new FindingException(
                TestRules.Failed.At(
                    new Place("K8sImage.sln"),
                    "the solution does not compile",
                    "mend what the compiler says above"
                )
            );
        }
        var totals = new TestTotals(0, 0, 0);
        foreach (var project in projects)
        {
            totals += await RunAsync(project, runner, cancelled);
        }
        return totals;
    }

    private async Task<TestTotals> RunAsync(
        string project,
        IReadOnlyList<string> runner,
        CancellationToken cancelled
    )
    {
        var assembly = root / "tests" / project / "bin" / "Release" / "net10.0" / $"{project}.dll";
        var file = results / $"{project}.xml";
        var status = await CallAsync(
            [assembly, "-noLogo", "-noColor", "-result-xml", file, .. runner],
            cancelled
        );
        if (!file.FileExists())
        {
            // It died before it could say anything: that is a failure, and no silence.
            return new TestTotals(0, 1, 0);
        }
        var totals = TestTotals.Read(file);
        return status != 0 && totals.Failed == 0 ? totals with { Failed = 1 } : totals;
    }

    private async Task<int> CallAsync(IReadOnlyList<string> arguments, CancellationToken cancelled)
    {
        await using var output = Console.OpenStandardOutput();
        await using var errors = Console.OpenStandardError();
        var result = await Cli.Wrap(DotNet)
            .WithArguments(arguments)
            .WithWorkingDirectory(root)
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStream(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancelled);
        return result.ExitCode;
    }
}
