using System.Runtime.InteropServices;

namespace K8sImage.Files;

/// <summary>What a name in a directory stands for.</summary>
public enum EntryKind
{
    /// <summary>A plain file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, wherever it leads.</summary>
    Link,

    /// <summary>A device, a named pipe or a socket.</summary>
    Other,
}

/// <summary>A name in a tree of directories.</summary>
/// <param name="Path">Its path in the tree, with <c>/</c>.</param>
/// <param name="Kind">What it stands for.</param>
public readonly record struct TreeEntry(string Path, EntryKind Kind);

/// <summary>Looks into directories without ever following a link.</summary>
public static partial class FileTree
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const uint Type = 1; // STATX_TYPE
    private const int ModeAt = 28; // of stx_mode in struct statx, the same on all architectures: statx(2)
    private const int StatxLength = 256;

    /// <summary>What a path stands for; null for nothing. Of its last part a link is not followed.</summary>
    public static EntryKind? KindOf(string path)
    {
        try
        {
            var attributes = File.GetAttributes(path);
            return attributes.HasFlag(FileAttributes.ReparsePoint) ? EntryKind.Link
                : attributes.HasFlag(FileAttributes.Directory) ? EntryKind.Directory
                : IsSpecial(path) ? EntryKind.Other
                : EntryKind.File;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>All that is below a directory, a directory before what is in it; nothing if there is none.</summary>
    public static IEnumerable<TreeEntry> Below(string directory) => Below(directory, "");

    /// <summary>Whether a path below a directory is a plain file, with plain directories above it.</summary>
    /// <param name="directory">The directory, which may be given by a link.</param>
    /// <param name="path">The path in it, with <c>/</c>.</param>
    public static bool IsPlain(string directory, string path)
    {
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            directory = Path.Combine(directory, parts[i - 1]);
            if (!IsName(parts[i - 1]) || KindOf(directory) != EntryKind.Directory)
            {
                return false;
            }
        }
        return IsName(parts[^1]) && KindOf(Path.Combine(directory, parts[^1])) == EntryKind.File;
    }

    // On Windows \ and : lead elsewhere too.
    private static bool IsName(string part) =>
        part is not ("" or "." or "..") && Path.GetFileName(part) == part;

    private static IEnumerable<TreeEntry> Below(string directory, string prefix)
    {
        if (!Directory.Exists(directory))
        {
            yield break;
        }
        foreach (
            var path in Directory.GetFileSystemEntries(directory).Order(StringComparer.Ordinal)
        )
        {
            if (KindOf(path) is not { } kind)
            {
                continue;
            }
            var entry = new TreeEntry(prefix + Path.GetFileName(path), kind);
            yield return entry;
            if (kind == EntryKind.Directory)
            {
                foreach (var below in Below(path, entry.Path + "/"))
                {
                    yield return below;
                }
            }
        }
    }

    // .NET does not tell a pipe from a file.
    private static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }
        var status = new byte[StatxLength];
        if (Statx(CurrentDirectory, path, NoFollow, Type, status) != 0)
        {
            return false;
        }
        const int TypeMask = 0xF000;
        const int Regular = 0x8000;
        return (BitConverter.ToUInt16(status, ModeAt) & TypeMask) != Regular;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(
        int directory,
        string path,
        int flags,
        uint mask,
        [Out] byte[] status
    );
}
