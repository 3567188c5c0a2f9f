using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>A directory with <c>steps/</c>, <c>cluster-checks/</c> and <c>roles/</c> in it.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Place">Where it is asked for.</param>
public sealed record StepDirectory(string Path, Place Place)
{
    internal const string ClusterChecks = "cluster-checks";

    private static readonly string[] Rooms = ["roles", "steps", ClusterChecks];

    /// <summary>Its full path, by which two names of one directory are known; as it is given where no directory can have it.</summary>
    internal string FullPath =>
        Path.Length == 0 || Path.Contains('\0', StringComparison.Ordinal)
            ? Path
            : System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));

    /// <summary>Its step and role files, sorted by name; empty where it can't be read.</summary>
    public static IReadOnlyList<string> FilesOf(string directory) =>
        [
            .. FilesOf(directory, "steps"),
            .. FilesOf(directory, ClusterChecks),
            .. FilesOf(directory, "roles"),
        ];

    internal static string[] FilesOf(string directory, string room) =>
        FilesOf(directory, room, "*.yaml");

    private static string[] FilesOf(string directory, string room, string pattern)
    {
        var path = System.IO.Path.Combine(directory, room);
        try
        {
            var files = Directory.Exists(path) ? Directory.GetFiles(path, pattern) : [];
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said by Check.
            return [];
        }
    }

    /// <summary>Says what is wrong with the directory itself.</summary>
    /// <param name="show">Turns a path into the name by which findings call the file.</param>
    /// <param name="findings">Takes it.</param>
    internal void Check(Func<string, string> show, FindingCollection findings)
    {
        const string Like =
            "a directory of steps holds steps/NAME.yaml, and roles/NAME.yaml where roles are your own";
        var name =
            $"'{Shown.Short(Path.Length == 0 || Path.Contains('\0', StringComparison.Ordinal) ? Path : show(Path))}'";
        var last = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
        var (fault, hint) =
            string.IsNullOrWhiteSpace(Path) ? ("the path of a directory is empty", Like)
            : File.Exists(Path) ? ($"{name} is a file, not a directory", Like)
            : !Directory.Exists(Path) ? ($"there is no directory {name}", "check the path; " + Like)
            : Unreadable() is { } why
                ? ($"{name} can't be read: {why}", "give yourself the right to read it")
            : FilesOf(Path).Count > 0 || Others().Any() ? (null, "")
            : (
                $"there is neither a step nor a role in {name}",
                Rooms.Contains(last) ? $"name the directory above it; {Like}" : Like
            );
        if (fault is not null)
        {
            findings.Add(StepRules.StepDirectory.At(Place, fault, hint));
        }
        foreach (var path in Others())
        {
            // Whoever named a file so would be told that there is no such step, and look at it in vain.
            findings.Add(
                StepRules.FileName.At(
                    new Place(show(path)),
                    "the file is not read, as its name does not end in .yaml",
                    $"rename it to {System.IO.Path.GetFileNameWithoutExtension(path)}.yaml"
                )
            );
        }
    }

    private IEnumerable<string> Others() => Rooms.SelectMany(room => FilesOf(Path, room, "*.yml"));

    private string? Unreadable()
    {
        try
        {
            foreach (
                var room in Rooms
                    .Select(room => System.IO.Path.Combine(Path, room))
                    .Append(Path)
                    .Where(Directory.Exists)
            )
            {
                _ = Directory.EnumerateFileSystemEntries(room).Any();
            }
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Shown.Short(e.Message.TrimEnd('.'));
        }
    }
}
