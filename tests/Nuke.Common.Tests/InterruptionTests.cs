using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Common.Tests;

public sealed class InterruptionTests : IDisposable
{
    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task A_signal_aborts_the_running_target_once_it_has_unwound(
        string signal,
        int exitCode
    )
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by kill.");
        var result = await RunUntil(
            "waiting",
            (id, _) => Kill(id, signal),
            "Wait",
            "Later",
            "CleanUp"
        );
        Assert.Contains("unwound", result.StandardOutput, StringComparison.Ordinal);
        ExecutionTests.AssertRows(result, "Wait Aborted", "Later NotRun", "CleanUp Succeeded");
        Assert.Contains("Build failed on ", result.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
    }

    [Fact]
    public async Task A_second_signal_ends_a_target_that_does_not_listen_and_its_child()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by kill.");
        var child = 0;
        var result = await RunUntil(
            "child ",
            (id, line) =>
            {
                child = int.Parse(line[6..], CultureInfo.InvariantCulture);
                Kill(id, "TERM");
                Kill(id, "TERM");
            },
            "Deaf",
            "Later"
        );
        Assert.Equal(143, result.ExitCode);
        ExecutionTests.AssertRows(result, "Deaf Aborted", "Later NotRun");
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(child).Kill());
    }

    private async Task<BufferedCommandResult> RunUntil(
        string prefix,
        Action<int, string> action,
        params string[] arguments
    )
    {
        var output = new StringBuilder();
        var started = new TaskCompletionSource<int>();
        // A signal that does not arrive must not hold up the tests for ever.
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        longest.CancelAfter(TimeSpan.FromMinutes(2));
        var run = _sample
            .Command(arguments)
            .WithStandardOutputPipe(
                PipeTarget.Merge(
                    PipeTarget.ToStringBuilder(output),
                    PipeTarget.ToDelegate(async line =>
                    {
                        if (line.StartsWith(prefix, StringComparison.Ordinal))
                        {
                            action(await started.Task, line);
                        }
                    })
                )
            )
            .ExecuteAsync(longest.Token);
        started.SetResult(run.ProcessId);
        var result = await run;
        return new BufferedCommandResult(
            result.ExitCode,
            result.StartTime,
            result.ExitTime,
            output.ToString(),
            standardError: ""
        );
    }

    private static void Kill(int id, string signal)
    {
        using var kill = Process.Start(
            "kill",
            [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]
        );
        kill.WaitForExit();
    }
}
