using CliWrap;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Which benchmarks to run; all if none is given")]
    private readonly string Filter = "*";

    private Target Benchmark =>
        _ =>
            _.Description("Measure seeds and start-up against the tools that people use today")
                .Executes(() =>
                    FindingPrinter.RunAsync(async _ =>
                    {
                        await PackageInstaller.InstallAsync(
                            ["cloud-image-utils", "genisoimage"],
                            Cancelled
                        );
                        string project = RootDirectory / "tests" / "K8sImage.Benchmarks";
                        string[] choice = Filter == "scale" ? [Filter] : ["--filter", Filter];
                        await using var output = Console.OpenStandardOutput();
                        await Cli.Wrap(Environment.ProcessPath!)
                            .WithArguments([
                                "run",
                                "--project",
                                project,
                                "-c",
                                "Release",
                                "--",
                                .. choice,
                            ])
                            .WithStandardOutputPipe(PipeTarget.ToStream(output))
                            .ExecuteAsync(Cancelled);
                    })
                );
}
