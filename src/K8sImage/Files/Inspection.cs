using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>Compares an output with what a record names.</summary>
/// <param name="root">The directory that the recorded paths are relative to.</param>
/// <param name="names">The names in it that are the output's: first that of its directory, if it has one, then those of files beside it.</param>
/// <param name="files">What is recorded.</param>
internal sealed class Inspection(
    string root,
    IReadOnlyList<string> names,
    IReadOnlyList<FileDigest> files
)
{
    private const int Most = 5;

    private readonly ILookup<string, FileDigest> _recorded = files.ToLookup(
        file => file.Name,
        StringComparer.Ordinal
    );

    /// <summary>Where the output is when it is complained of, if it has been moved aside.</summary>
    public string? ShownRoot { get; init; }

    /// <summary>Whether the first of the names is that of a directory.</summary>
    public bool HasDirectory { get; init; } = true;

    /// <summary>What begins the output's names, if it has been moved aside.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>All that keeps the output from being replaced.</summary>
    public IEnumerable<Finding> All() =>
        [.. Strangers(), .. Changed(_recorded.Select(same => same.Key))];

    /// <summary>What no run has written.</summary>
    public IEnumerable<Finding> Strangers()
    {
        HashSet<string> directories =
        [
            .. names.Take(HasDirectory ? 1 : 0),
            .. _recorded.SelectMany(same => DirectoriesOf(same.Key)),
        ];
        return names
            .SelectMany(Below)
            .Where(entry =>
                entry.Kind switch
                {
                    EntryKind.File => !_recorded.Contains(entry.Path),
                    EntryKind.Directory => !directories.Contains(entry.Path),
                    _ => true,
                }
            )
            .Select(entry => Stranger(Shown(entry.Path), entry.Kind));
    }

    /// <summary>Which of some paths hold other bytes than a run has written.</summary>
    public IEnumerable<Finding> Changed(IEnumerable<string> paths) =>
        paths
            .AsParallel()
            .AsOrdered()
            .Where(path => FileTree.IsPlain(root, Prefix + path))
            .Select(Difference)
            .OfType<Finding>();

    private Finding? Difference(string path)
    {
        var place = new Place(Shown(path));
        try
        {
            return IsAsRecorded(path)
                ? null
                : FileRules.Changed.At(
                    place,
                    "it has changed since it was written",
                    "move it away, or delete it: it is written anew"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileRules.Changed.At(
                place,
                $"whether it has changed since it was written can't be seen: {e.Message}",
                "give yourself the right to read it"
            );
        }
    }

    /// <summary>Deletes recorded files, and the directories that are empty then.</summary>
    public void Delete(bool keepsDirectories = false)
    {
        var paths = _recorded.Select(same => same.Key).ToArray();
        foreach (var path in paths.Where(path => FileTree.IsPlain(root, Prefix + path)))
        {
            File.Delete(At(path));
        }
        if (!keepsDirectories)
        {
            RemoveEmpty([.. names, .. paths.SelectMany(DirectoriesOf)]);
        }
    }

    /// <summary>Removes directories in which nothing is.</summary>
    public void RemoveEmpty(IEnumerable<string> directories)
    {
        foreach (
            var path in directories
                .Distinct()
                .OrderByDescending(path => path.Length)
                .Select(At)
                .Where(path => FileTree.KindOf(path) == EntryKind.Directory)
                .Where(path => !Directory.EnumerateFileSystemEntries(path).Any())
        )
        {
            Directory.Delete(path);
        }
    }

    /// <summary>Paths of the directories in which a path lies.</summary>
    public static IEnumerable<string> DirectoriesOf(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    /// <summary>Ends the work if something stands in its way, and names some of it.</summary>
    /// <exception cref="FindingException">There is something.</exception>
    public static void Throw(IEnumerable<Finding> findings)
    {
        Finding[] all = [.. findings];
        if (all.Length == 0)
        {
            return;
        }
        var more = all.Length - Most;
        throw new FindingException(
            more <= 1
                ? all
                :
                [
                    .. all[..Most],
                    all[Most] with
                    {
                        Message =
                            $"this and {more - 1} more there are not as this program wrote them, or were not written by it",
                    },
                ]
        );
    }

    /// <summary>The finding about what no run has written.</summary>
    public static Finding Stranger(string path, EntryKind kind) =>
        FileRules.Foreign.At(
            new Place(path),
            kind switch
            {
                EntryKind.File =>
                    "this file was not written by this program, or by a version without records",
                EntryKind.Directory =>
                    "this directory was not made by this program, or by a version without records",
                EntryKind.Link => "this is a symbolic link, and this program makes none here",
                _ => "this is a device, a pipe or a socket, and this program makes none here",
            },
            "move it away, or delete it if nobody needs it; nothing has been written"
        );

    private bool IsAsRecorded(string path)
    {
        var length = new FileInfo(At(path)).Length;
        string? sum = null;
        return _recorded[path]
            .Any(file =>
                file == OutputRecord.Unfinished(path)
                || (file.Size == length && file.Sha256 == (sum ??= FileDigest.Sha256Of(At(path))))
            );
    }

    private IEnumerable<TreeEntry> Below(string name)
    {
        if (FileTree.KindOf(At(name)) is not { } kind)
        {
            return [];
        }
        var entry = new TreeEntry(name, kind);
        return kind == EntryKind.Directory
            ?
            [
                entry,
                .. FileTree
                    .Below(At(name))
                    .Select(below => below with { Path = $"{name}/{below.Path}" }),
            ]
            : [entry];
    }

    private string At(string path) => Path.Combine(root, Prefix + path);

    private string Shown(string path) =>
        ShownRoot is null ? At(path) : Path.Combine(ShownRoot, path);
}
