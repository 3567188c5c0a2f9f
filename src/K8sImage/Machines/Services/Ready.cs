using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines.Services;

/// <summary>Waits for a server that has been started.</summary>
internal static class Ready
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a server answers.</summary>
    /// <param name="answers">Whether it does.</param>
    /// <param name="process">Its process.</param>
    /// <param name="program">The program's name.</param>
    /// <param name="said">What it has written.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FindingException">It has ended, or does not answer after a minute.</exception>
    public static async Task WaitAsync(
        Func<bool> answers,
        Task process,
        string program,
        Func<string> said,
        CancellationToken cancellation
    )
    {
        var latest = DateTimeOffset.UtcNow + Longest;
        while (!answers())
        {
            if (process.IsCompleted || DateTimeOffset.UtcNow > latest)
            {
                throw new FindingException(
                    ToolRules.Failed.At(
                        new Place(program),
                        process.IsCompleted ? $"ended: {said()}" : $"does not answer: {said()}",
                        "mend what it says and try again"
                    )
                );
            }
            await Task.Delay(Interval, cancellation);
        }
    }
}
