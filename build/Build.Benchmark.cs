using CliWrap;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter(
        "Which benchmarks to run (also: scale, boots), or whose faults, by the step's name; all if none is given"
    )]
    private readonly string Filter = "*";

    private Target Benchmark =>
        _ =>
            _.Description("Measure seeds, start-up and boots")
                .Executes(() =>
                    FindingPrinter.RunAsync(async _ =>
                    {
                        await PackageInstaller.InstallAsync(
                            ["cloud-image-utils", "genisoimage", .. BootPackages],
                            Cancelled
                        );
                        string project = RootDirectory / "tests" / "K8sImage.Benchmarks";
                        string[] choice = Filter is "scale" or "boots"
                            ? [Filter]
                            : ["--filter", Filter];
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
