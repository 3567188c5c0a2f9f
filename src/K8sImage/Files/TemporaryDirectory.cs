using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sImage.Files;

/// <summary>
/// A directory for what is of no use once the process has ended. A lock file in it says whose it is: a later process removes
/// what a killed one left behind, and nothing that only has such a name.
/// </summary>
public sealed partial class TemporaryDirectory : IDisposable
{
    /// <summary>Name of the file in it that its process holds locked.</summary>
    internal const string LockName = ".k8simage-lock";

    private readonly OutputLock _lock;

    private TemporaryDirectory(string path, OutputLock taken) => (Path, _lock) = (path, taken);

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a directory, and removes those whose process is gone.</summary>
    /// <param name="parent">Where it is made; null for the system's directory for temporary files.</param>
    /// <param name="prefix">How its name begins.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    public static TemporaryDirectory Create(string? parent = null, string prefix = "k8simage-")
    {
        parent = System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath());
        Sweep(parent, prefix);
        var owner = Environment.ProcessId;
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{prefix}{owner}-{StartOf(owner) ?? 0}-{Guid.NewGuid().ToString("N")[..8]}"
        );
        var path = System.IO.Path.Combine(parent, name);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            // Others may pass through: mmdebstrap without root works as another user. What is inside has its own modes.
            Directory.CreateDirectory(
                path,
                UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.UserExecute
                    | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherExecute
            );
        }
        return new TemporaryDirectory(
            path,
            OutputLock.Take(System.IO.Path.Combine(path, LockName), path, stays: true)
        );
    }

    /// <summary>Path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the directory with all that is in it.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        Remove(Path);
    }

    /// <summary>Directories that were made so, whether their processes still run or not.</summary>
    internal static IEnumerable<string> In(string parent, string prefix = "k8simage-") =>
        Directory
            .EnumerateDirectories(parent, prefix + "*")
            .Where(path =>
                Name().IsMatch(System.IO.Path.GetFileName(path)[prefix.Length..])
                && FileTree.KindOf(path) == EntryKind.Directory
                && FileTree.KindOf(System.IO.Path.Combine(path, LockName)) == EntryKind.File
            );

    /// <summary>Those of them whose process is gone.</summary>
    internal static IEnumerable<string> Left(string parent, string prefix) =>
        In(parent, prefix).Where(path => IsLeft(path, prefix)).ToArray();

    /// <summary>Removes the directories of processes that are gone.</summary>
    internal static void Sweep(string parent, string prefix = "k8simage-")
    {
        foreach (var path in Left(parent, prefix))
        {
            Remove(path);
        }
    }

    // The lock alone tells nothing on a file system that has none, the number alone nothing in a container of its own.
    private static bool IsLeft(string path, string prefix)
    {
        var match = Name().Match(System.IO.Path.GetFileName(path)[prefix.Length..]);
        var owner = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var start = long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        if (StartOf(owner) == start)
        {
            return false;
        }
        try
        {
            // Without its file nothing would tell that the directory is ours.
            using var free = OutputLock.TryTake(
                System.IO.Path.Combine(path, LockName),
                stays: true
            );
            return free is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or removed by another process at this moment.
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            // Something may still be mounted below, from outside: deleting would reach into it.
            var mounts = System.IO.File.Exists("/proc/self/mountinfo")
                ? System.IO.File.ReadAllLines("/proc/self/mountinfo")
                : [];
            if (
                !mounts.Any(line =>
                    line.Split(' ') is { Length: > 4 } fields
                    && fields[4].StartsWith(path + "/", StringComparison.Ordinal)
                )
            )
            {
                // Its lock goes last: without it nothing would tell a later run that what is left is ours.
                foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
                {
                    if (entry is DirectoryInfo { LinkTarget: null } directory)
                    {
                        directory.Delete(recursive: true);
                    }
                    else if (entry.Name != LockName)
                    {
                        entry.Delete();
                    }
                }
                Directory.Delete(path, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's, or removed by another process at this moment: nobody is helped by ending here.
        }
    }

    // When a process began, in clock ticks since boot (proc(5), /proc/pid/stat, field 22); null if there is none.
    private static long? StartOf(int pid)
    {
        try
        {
            var stat = System.IO.File.ReadAllText(
                string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")
            );
            // The second field is the program's name in parentheses and may hold anything.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex("^([0-9]{1,9})-([0-9]{1,18})-[0-9a-f]{8}$")]
    private static partial Regex Name();
}
