using K8sImage.Findings;

namespace K8sImage.Seeds.Output;

/// <summary>Keeps two bakes of one cluster apart; the system takes the lock back when its owner ends, however it ends.</summary>
internal sealed class OutputLock : IDisposable
{
    private readonly FileStream _stream;

    private OutputLock(FileStream stream) => _stream = stream;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">Path of the lock file.</param>
    /// <param name="shownAs">What is locked, as findings call it.</param>
    /// <param name="otherwise">What can be done instead of waiting, in words that follow "or"; null for nothing.</param>
    /// <exception cref="FindingException">Another bake holds it.</exception>
    public static OutputLock Take(string path, string shownAs, string? otherwise = null)
    {
        try
        {
            return new OutputLock(
                new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        // What .NET reports for a lock that another process holds (flock's EWOULDBLOCK) has no type of its own.
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new FindingException(
                SeedRules.Busy.At(
                    new Place(shownAs),
                    "another bake is writing here",
                    "wait until it has ended" + (otherwise is null ? "" : $", or {otherwise}")
                )
            );
        }
    }

    public void Dispose() => _stream.Dispose();
}
