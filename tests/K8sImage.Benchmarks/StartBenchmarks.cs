using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using CliWrap;

namespace K8sImage.Benchmarks;

/// <summary>A bake that has nothing to do, against a program that does nothing.</summary>
[Config(typeof(ManyStarts))]
public class StartBenchmarks
{
    private readonly BenchmarkCluster _temporary = new(1);

    private string Hello => Path.Combine(_temporary.Root, "hello");

    /// <summary>Compiles the empty program, and bakes once.</summary>
    [GlobalSetup]
    public async Task CompileAsync()
    {
        Directory.CreateDirectory(Hello);
        await File.WriteAllTextAsync(
            Path.Combine(Hello, "hello.cs"),
            "System.Console.WriteLine(\"hello\");"
        );
        await File.WriteAllTextAsync(
            Path.Combine(Hello, "hello.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
            </Project>
            """
        );
        await RunAsync(
            "dotnet",
            ["build", Hello, "-c", "Release", "-o", Path.Combine(Hello, "out")]
        );
        await BakeImagesAsync();
    }

    /// <summary>Removes all that was written.</summary>
    [GlobalCleanup]
    public void RemoveAll() => _temporary.Dispose();

    /// <summary>The empty program.</summary>
    [Benchmark(Baseline = true)]
    public Task EmptyProgramAsync() =>
        RunAsync("dotnet", [Path.Combine(Hello, "out", "hello.dll")]);

    /// <summary><c>./build.sh BakeImages</c>, nothing to compile and nothing changed.</summary>
    [Benchmark]
    public Task BakeImagesAsync() =>
        RunAsync(
            "bash",
            [
                Path.Combine(BenchmarkCluster.Repository(), "build.sh"),
                "BakeImages",
                "--output",
                _temporary.Output,
            ]
        );

    private static async Task RunAsync(string command, string[] arguments) =>
        await Cli.Wrap(command)
            .WithArguments(arguments)
            .WithWorkingDirectory(BenchmarkCluster.Repository())
            .ExecuteAsync();

    private sealed class ManyStarts : ManualConfig
    {
        public ManyStarts()
        {
            var job = new WholeRuns().GetJobs().Single();
            AddJob(BenchmarkDotNet.Jobs.JobExtensions.WithIterationCount(job, 20));
        }
    }
}
