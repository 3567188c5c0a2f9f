using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>Keeps two runs that write one output apart; the system takes the lock back when its owner ends, however it ends.</summary>
internal sealed class OutputLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly bool _goes;

    // Ours hold nothing; what else has this name stays.
    private OutputLock(FileStream stream, bool stays) =>
        (_stream, _goes) = (stream, !stays && stream.Length == 0);

    /// <summary>Takes the lock.</summary>
    /// <param name="path">Path of the lock file.</param>
    /// <param name="shownAs">What is locked, as findings call it.</param>
    /// <param name="otherwise">What can be done instead of waiting, in words that follow "or"; null for nothing.</param>
    /// <param name="stays">Whether its file stays when the lock is given back.</param>
    /// <exception cref="FindingException">Another run holds it, or something else stands there.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    public static OutputLock Take(
        string path,
        string shownAs,
        string? otherwise = null,
        bool stays = false
    )
    {
        return TryTake(path, stays)
            ?? throw new FindingException(
                FileRules.Busy.At(
                    new Place(shownAs),
                    "another run is writing here",
                    "wait until it has ended" + (otherwise is null ? "" : $", or {otherwise}")
                )
            );
    }

    /// <summary>Takes the lock, unless another one holds it.</summary>
    /// <param name="path">Path of the lock file.</param>
    /// <param name="stays">Whether its file stays when the lock is given back.</param>
    /// <exception cref="FindingException">Something else stands there.</exception>
    /// <exception cref="IOException">It can't be made.</exception>
    public static OutputLock? TryTake(string path, bool stays = false)
    {
        if (FileTree.KindOf(path) is { } kind and not EntryKind.File)
        {
            throw new FindingException(Inspection.Stranger(path, kind));
        }
        while (true)
        {
            try
            {
                var stream = new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
                if (!IsGone(stream, path))
                {
                    return new OutputLock(stream, stays);
                }
                stream.Dispose();
            }
            catch (IOException e) when (IsHeld(e))
            {
                return null;
            }
        }
    }

    /// <summary>Lets others take the lock. Its file goes, unless it is to stay.</summary>
    public void Dispose()
    {
        // Windows deletes no file that is open. Elsewhere it goes while it is held: who has opened it meanwhile sees that it is gone.
        if (_goes && !OperatingSystem.IsWindows())
        {
            Delete();
        }
        _stream.Dispose();
        if (_goes && OperatingSystem.IsWindows())
        {
            Delete();
        }
    }

    private void Delete()
    {
        try
        {
            File.Delete(_stream.Name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another one holds it already, or it can't be deleted: it stays, and holds nothing.
        }
    }

    // Whose lock it was has deleted the file between our opening and our locking it: the next run would make another one, and both
    // would hold theirs. Linux says of each open file whether it has a name.
    private static bool IsGone(FileStream stream, string path) =>
        new FileInfo($"/proc/self/fd/{stream.SafeFileHandle.DangerousGetHandle()}").LinkTarget
            is { } target
            ? target.EndsWith(" (deleted)", StringComparison.Ordinal)
            : !File.Exists(path);

    // A lock that another one holds has no exception of its own, but a number: EWOULDBLOCK of flock(2) on Linux and macOS,
    // ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) =>
        e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
