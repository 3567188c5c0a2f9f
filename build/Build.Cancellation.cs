using System.Runtime.InteropServices;

internal sealed partial class Build
{
    private static readonly CancellationTokenSource Cancellation = new();

    // Kept for the life of the process: the handlers go when the registrations do.
    private static readonly PosixSignalRegistration[] Signals =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Cancellation.Cancel()),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Cancellation.Cancel()),
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
}
