using System.Runtime.InteropServices;

namespace K8sImage.Seeds.Output;

/// <summary>Replaces a directory by another one in one step.</summary>
internal static partial class DirectorySwap
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const uint Exchange = 2; // RENAME_EXCHANGE

    /// <summary>Puts a finished directory in the place of another, and removes that.</summary>
    /// <param name="finished">The new directory; its name begins with <paramref name="prefix"/>.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="prefix">How the names of temporary directories beside the target begin.</param>
    public static void Replace(string finished, string target, string prefix)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(finished, target);
        }
        else if (TryExchange(finished, target))
        {
            Directory.Delete(finished, recursive: true);
        }
        else
        {
            // Without an exchange there is a moment with nothing in place; Recover() ends it after a crash.
            var old = prefix + "old";
            Directory.Move(target, old);
            Directory.Move(finished, target);
            Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>Puts back what a killed bake had moved aside, and removes what it had begun.</summary>
    /// <param name="target">Where the finished directory stands.</param>
    /// <param name="prefix">How the names of temporary directories beside the target begin.</param>
    public static void Recover(string target, string prefix)
    {
        var old = prefix + "old";
        if (Directory.Exists(old) && !Directory.Exists(target))
        {
            Directory.Move(old, target);
        }
        foreach (var left in Leftovers(prefix))
        {
            Directory.Delete(left, recursive: true);
        }
    }

    /// <summary>What a bake is writing, or a killed one has left.</summary>
    /// <param name="prefix">How the names of temporary directories beside the target begin.</param>
    public static string[] Leftovers(string prefix) =>
        Directory.GetDirectories(Path.GetDirectoryName(prefix)!, Path.GetFileName(prefix) + "*");

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
