using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>The processes that targets have started.</summary>
internal static class ChildProcesses
{
    /// <summary>
    /// Ends those that are still there, and theirs. A target that is told to stop ends its own; this is for those that
    /// didn't. Only Linux says who started whom without a native call (proc(5), <c>stat</c>); elsewhere nothing happens.
    /// </summary>
    public static void End()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        foreach (var id in Ids().Where(id => ParentOf(id) == Environment.ProcessId))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
            }
            catch (Exception error)
                when (error is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended by itself meanwhile.
            }
        }
    }

    private static IEnumerable<int> Ids() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(path =>
                int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0
            )
            .Where(id => id > 0);

    // "1234 (name) S 1 ...": the name may hold anything, blanks and brackets included.
    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(
                stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1],
                CultureInfo.InvariantCulture
            );
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
