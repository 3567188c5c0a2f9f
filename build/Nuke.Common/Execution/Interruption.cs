using System.Runtime.InteropServices;

namespace Nuke.Common.Execution;

/// <summary>
/// Ctrl-C and SIGTERM. Targets hear them through handlers of their own and have ten seconds to unwind; then, or at the
/// second signal, the process ends without them.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action _finish;
    private Timer? _timer;

    /// <param name="finish">Writes what there is to write when the process has to end.</param>
    public Interruption(Action finish)
    {
        _finish = finish;
        foreach (
            var signal in (PosixSignal[])
                [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]
        )
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>A signal came.</summary>
    public bool IsRequested => ExitCode != 0;

    /// <summary>128 and the number of the signal, as shells have it; 0 where none came.</summary>
    public int ExitCode { get; private set; }

    /// <summary>
    /// Waits for the signal by which a target was cancelled: the target's own handler may have run before ours.
    /// </summary>
    public void AwaitSignal() => SpinWait.SpinUntil(() => IsRequested, TimeSpan.FromSeconds(2));

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _timer?.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (IsRequested)
        {
            // The handlers of the targets shall run at the second signal, too.
            ThreadPool.QueueUserWorkItem(_ => End());
            return;
        }
        ExitCode = context.Signal switch
        {
            PosixSignal.SIGINT => 130,
            PosixSignal.SIGHUP => 129,
            _ => 143,
        };
        _timer = new Timer(_ => End(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        ChildProcesses.End();
        _finish();
        Environment.Exit(ExitCode);
    }
}
