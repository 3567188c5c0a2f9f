using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>Keeps two runs that write one output apart; the system takes the lock back when its owner ends, however it ends.</summary>
internal sealed class OutputLock : IDisposable
{
    private readonly FileStream _stream;

    private OutputLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">Path of the lock file.</param>
    /// <param name="shownAs">What is locked, as findings call it.</param>
    /// <param name="otherwise">What can be done instead of waiting, in words that follow "or"; null for nothing.</param>
    /// <exception cref="FindingException">Another run holds it, or something else stands there.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    public static OutputLock Take(string path, string shownAs, string? otherwise = null)
    {
        return TryTake(path)
            ?? throw new FindingException(
                FileRules.Busy.At(
                    new Place(shownAs),
                    "another run is writing here",
                    "wait until it has ended" + (otherwise is null ? "" : $", or {otherwise}")
                )
            );
    }

    /// <summary>Takes the lock, unless another one holds it.</summary>
    /// <exception cref="FindingException">Something else stands there.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    public static OutputLock? TryTake(string path)
    {
        if (FileTree.KindOf(path) is { } kind and not EntryKind.File)
        {
            throw new FindingException(Inspection.Stranger(path, kind));
        }
        try
        {
            return new OutputLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();

    // A lock that another one holds has no exception of its own, but a number: EWOULDBLOCK of flock(2) on Linux and macOS,
    // ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) =>
        e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
