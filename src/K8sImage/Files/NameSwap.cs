using System.Runtime.InteropServices;

namespace K8sImage.Files;

/// <summary>Gives what is finished the name of what it replaces, in one step where the system can.</summary>
internal static partial class NameSwap
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint Exchange = 2; // RENAME_EXCHANGE

    /// <summary>Puts a finished file or directory in the place of another.</summary>
    /// <param name="finished">What is finished.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="aside">Takes what was there, if anything was; nothing has this name yet.</param>
    public static void Replace(string finished, string target, string aside)
    {
        if (FileTree.KindOf(target) is null)
        {
            Directory.Move(finished, target);
        }
        else if (TryExchange(finished, target))
        {
            Directory.Move(finished, aside);
        }
        else
        {
            // Without an exchange there is a moment with nothing in place; the next run ends it after a crash.
            Directory.Move(target, aside);
            Directory.Move(finished, target);
        }
    }

    /// <summary>Takes a <see cref="Replace"/> back.</summary>
    public static void Undo(string finished, string target, string aside)
    {
        if (FileTree.KindOf(aside) is null)
        {
            Directory.Move(target, finished);
        }
        else
        {
            Replace(aside, target, finished);
        }
    }

    // Linux's renameat2(2) exchanges two names atomically, where the file system knows how.
    private static bool TryExchange(string a, string b)
    {
        try
        {
            return OperatingSystem.IsLinux()
                && RenameAt2(CurrentDirectory, a, CurrentDirectory, b, Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameAt2(
        int oldDirectory,
        string oldPath,
        int newDirectory,
        string newPath,
        uint flags
    );
}
