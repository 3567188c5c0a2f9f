using BenchmarkDotNet.Attributes;
using CliWrap;

namespace K8sImage.Benchmarks;

/// <summary>
/// Seeds for 1,000 nodes, each with all 1,000 in its hosts: composed and written by us, and the same finished documents
/// only written by the tools that people use today, one run a node.
/// </summary>
[Config(typeof(WholeRuns))]
public class SeedBenchmarks
{
    private const int Nodes = 1000;

    private readonly BenchmarkCluster _ours = new(Nodes);
    private readonly BenchmarkCluster _theirs = new(Nodes);
    private string[] _seeds = [];

    /// <summary>Makes the finished documents for the other tools.</summary>
    [GlobalSetup]
    public void BakeDocuments()
    {
        _theirs.Bake();
        _seeds = Directory.GetDirectories(Path.Combine(_theirs.Output, "big"));
    }

    /// <summary>Removes all that was written.</summary>
    [GlobalCleanup]
    public void RemoveAll()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    /// <summary>A bake starts from nothing.</summary>
    [IterationSetup(Target = nameof(K8sImage))]
    public void ClearOutput() => _ours.ClearOutput();

    /// <summary>From the cluster file to 1,000 directories with documents and ISO.</summary>
    [Benchmark(Baseline = true)]
    public void K8sImage() => _ours.Bake();

    /// <summary>1,000 runs of genisoimage.</summary>
    [Benchmark]
    public async Task Genisoimage()
    {
        foreach (var seed in _seeds)
        {
            await RunAsync(
                seed,
                "genisoimage",
                [
                    "-quiet",
                    "-o",
                    "theirs.iso",
                    "-V",
                    "cidata",
                    "-J",
                    "-r",
                    "user-data",
                    "meta-data",
                    "network-config",
                ]
            );
        }
    }

    /// <summary>1,000 runs of cloud-localds.</summary>
    [Benchmark]
    public async Task CloudLocalds()
    {
        foreach (var seed in _seeds)
        {
            await RunAsync(
                seed,
                "cloud-localds",
                ["--network-config", "network-config", "theirs.iso", "user-data", "meta-data"]
            );
        }
    }

    private static async Task RunAsync(string directory, string command, string[] arguments) =>
        await Cli.Wrap(command)
            .WithArguments(arguments)
            .WithWorkingDirectory(directory)
            .ExecuteAsync();
}
