using System.Runtime.InteropServices;

internal sealed partial class Build
{
    private static readonly CancellationTokenSource Cancellation = new();

    // Kept for the life of the process: the handlers go when the registrations do.
    private static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
    ];

    /// <summary>Ends what a target is waiting for when the user, or CI, wants the build to end.</summary>
    private static CancellationToken Cancelled
    {
        get
        {
            GC.KeepAlive(Signals);
            return Cancellation.Token;
        }
    }

    // Nuke's own handler lets the signal end the process, which would leave guests and half-written outputs behind. A second
    // signal may do so: somebody has waited long enough.
    private static void OnSignal(PosixSignalContext context)
    {
        context.Cancel |= !Cancellation.IsCancellationRequested;
        Cancellation.Cancel();
    }
}
