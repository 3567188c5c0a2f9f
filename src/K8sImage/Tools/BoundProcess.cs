using System.Runtime.Versioning;
using CliWrap;
using CliWrap.Exceptions;
using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>
/// Runs a program that ends when we end, however we end: the kernel sends it a signal when its parent is gone
/// (prctl(2), PR_SET_PDEATHSIG), set by <c>setpriv</c>.
/// </summary>
[SupportedOSPlatform("linux")]
public static class BoundProcess
{
    private static readonly Tool SetPriv = new("setpriv", "util-linux");

    /// <summary>The command as it is started.</summary>
    /// <param name="program">Path of the program.</param>
    /// <param name="signal">
    /// The signal for a lost parent: <c>KILL</c>, or <c>TERM</c> for a program that has to tidy up.
    /// </param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="FindingException">setpriv isn't installed.</exception>
    public static Command Wrap(string program, string signal, IReadOnlyList<string> arguments) =>
        Cli.Wrap(SetPriv.Locate())
            .WithArguments(["--pdeathsig", signal, "--", program, .. arguments])
            .WithValidation(CommandResultValidation.None);

    /// <summary>Starts a command and waits for its end.</summary>
    /// <remarks>
    /// For the kernel the parent is the thread that started the process, not the process: a thread of the pool may end
    /// while the program runs, and take it along. So a thread of its own starts the program and stays until its end.
    /// </remarks>
    /// <param name="command">What <see cref="Wrap"/> gave, with its pipes.</param>
    /// <param name="started">Is told the process id.</param>
    /// <param name="forceful">Kills the program.</param>
    /// <param name="graceful">Sends it SIGINT.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">One of the tokens was used; the program has ended.</exception>
    public static Task<int> RunAsync(
        Command command,
        Action<int>? started,
        CancellationToken forceful,
        CancellationToken graceful = default
    )
    {
        var done = new TaskCompletionSource<int>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var thread = new Thread(() =>
        {
            try
            {
                var running = command.ExecuteAsync(forceful, graceful);
                started?.Invoke(running.ProcessId);
                done.SetResult(running.GetAwaiter().GetResult().ExitCode);
            }
            catch (OperationCanceledException e)
            {
                done.SetCanceled(e.CancellationToken);
            }
            catch (Exception e)
                when (e is CliWrapException or IOException or System.ComponentModel.Win32Exception)
            {
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "parent of " + Path.GetFileName(command.TargetFilePath),
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Sends SIGINT, and SIGKILL ten seconds later.</param>
    /// <param name="line">Is told each line that it writes.</param>
    /// <param name="environment">Variables to set; null for <c>LC_ALL=C.UTF-8</c> only.</param>
    /// <exception cref="FindingException">It isn't installed, or ended badly: its last lines are in the message.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the program has ended.</exception>
    public static async Task RunAsync(
        Tool tool,
        IReadOnlyList<string> arguments,
        CancellationToken cancellation,
        Action<string>? line = null,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var last = new LastLines(5);
        using var forceful = new CancellationTokenSource();
        await using var late = cancellation.Register(() =>
            forceful.CancelAfter(TimeSpan.FromSeconds(10))
        );
        var pipe = PipeTarget.ToDelegate(text =>
        {
            last.Add(text);
            line?.Invoke(text);
        });
        var command = Wrap(tool.Locate(), "TERM", arguments)
            .WithEnvironmentVariables(
                environment ?? new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" }
            )
            .WithStandardOutputPipe(pipe)
            .WithStandardErrorPipe(pipe);
        var exitCode = await RunAsync(command, null, forceful.Token, cancellation);
        if (exitCode != 0)
        {
            throw new FindingException(
                ToolRules.Failed.At(
                    new Place(tool.Name),
                    $"ended with exit code {exitCode}: {last}",
                    "mend what it says and try again"
                )
            );
        }
    }
}
