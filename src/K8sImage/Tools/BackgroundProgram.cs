using System.Runtime.Versioning;
using CliWrap;
using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>A server that runs beside our work until it is told to end, or we end (<see cref="BoundProcess"/>).</summary>
[SupportedOSPlatform("linux")]
internal sealed class BackgroundProgram : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _end = new();
    private readonly LastLines _said = new(5);
    private readonly string _name;
    private readonly Task<int> _process;

    private BackgroundProgram(Tool tool, IReadOnlyList<string> arguments)
    {
        _name = tool.Name;
        var pipe = PipeTarget.ToDelegate(_said.Add);
        var command = BoundProcess
            .Wrap(tool.Locate(), "KILL", arguments)
            // Some programs end with their input; this one is empty and stays open.
            .WithStandardInputPipe(PipeSource.Create(StayOpenAsync))
            .WithStandardOutputPipe(pipe)
            .WithStandardErrorPipe(pipe);
        _process = BoundProcess.RunAsync(command, null, _end.Token);
    }

    /// <summary>Starts a program and waits until it answers.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="arguments">Its arguments; with them it must stay in the foreground.</param>
    /// <param name="answers">Whether it answers; asked every 50 ms.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FindingException">It isn't installed, has ended, or does not answer within a minute; nothing runs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<BackgroundProgram> StartAsync(
        Tool tool,
        IReadOnlyList<string> arguments,
        Func<bool> answers,
        CancellationToken cancellation
    )
    {
        var started = new BackgroundProgram(tool, arguments);
        try
        {
            await started.WaitAsync(answers, cancellation);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it; nothing happens where it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)_process).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private static Task StayOpenAsync(Stream input, CancellationToken end) =>
        Task.Delay(Timeout.Infinite, end);

    private async Task WaitAsync(Func<bool> answers, CancellationToken cancellation)
    {
        var latest = DateTimeOffset.UtcNow + Longest;
        while (!answers())
        {
            if (_process.IsCompleted || DateTimeOffset.UtcNow > latest)
            {
                throw new FindingException(
                    ToolRules.Failed.At(
                        new Place(_name),
                        $"{(_process.IsCompleted ? "ended" : "does not answer")}: {_said}",
                        "mend what it says and try again"
                    )
                );
            }
            await Task.Delay(Interval, cancellation);
        }
    }
}
