using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace K8sImage.Tools;

/// <summary>
/// A directory for large files that are of no use once the process has ended. Its name says whose it is, so that a later
/// process removes what a killed one left behind.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed partial class TemporaryDirectory : IDisposable
{
    private TemporaryDirectory(string path) => Path = path;

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes a directory, and removes those whose owner is gone.</summary>
    /// <param name="parent">Where it is made; null for the system's directory for temporary files.</param>
    /// <exception cref="IOException">It can't be made.</exception>
    public static TemporaryDirectory Create(string? parent = null)
    {
        parent ??= System.IO.Path.GetTempPath();
        Sweep(parent);
        var owner = Environment.ProcessId;
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"k8simage-{owner}-{StartOf(owner) ?? 0}-{Guid.NewGuid().ToString("N")[..8]}"
        );
        var path = System.IO.Path.Combine(parent, name);
        // Others may pass through: mmdebstrap without root works as another user. What is inside has its own modes.
        Directory.CreateDirectory(
            path,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherExecute
        );
        return new TemporaryDirectory(path);
    }

    /// <summary>Path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Removes the directory with all that is in it.</summary>
    public void Dispose() => Remove(Path);

    /// <summary>Removes the directories of processes that are gone.</summary>
    internal static void Sweep(string parent)
    {
        foreach (var path in Directory.EnumerateDirectories(parent, "k8simage-*"))
        {
            if (Name().Match(System.IO.Path.GetFileName(path)) is { Success: true } match)
            {
                var owner = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
                var start = long.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
                if (StartOf(owner) != start)
                {
                    Remove(path);
                }
            }
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

    [GeneratedRegex(@"^k8simage-([0-9]{1,9})-([0-9]{1,18})-[0-9a-f]{8}$")]
    private static partial Regex Name();
}
