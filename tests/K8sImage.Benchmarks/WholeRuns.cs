using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace K8sImage.Benchmarks;

/// <summary>Whole runs of seconds: each iteration is one, measured by the clock.</summary>
internal sealed class WholeRuns : ManualConfig
{
    public WholeRuns() =>
        AddJob(
            Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
                .WithStrategy(BenchmarkDotNet.Engines.RunStrategy.Monitoring)
                .WithWarmupCount(3)
                .WithIterationCount(5)
                .WithInvocationCount(1)
                .WithUnrollFactor(1)
        );
}
