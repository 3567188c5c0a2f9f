using System.Text.Json;
using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>
/// What this program wrote to an output, and for which cluster file. It stands beside the output, in a hidden file: what is
/// handed over says nothing of the machine that made it.
/// </summary>
/// <param name="Owner">Full path of the cluster file; null for an output that belongs to none.</param>
/// <param name="Files">
/// The files by their paths beside the record. Two of one path: either may be there, since a run that was killed had begun to
/// replace one by the other. One without a digest: a run that was killed was writing it.
/// </param>
internal sealed record OutputRecord(string? Owner, IReadOnlyList<FileDigest> Files)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    // What is written: the cluster file's path in two ways, so that the record holds when both are moved together, and when
    // the output alone is.
    private sealed record Document(
        int Format,
        string About,
        string? ClusterFile,
        string? ClusterFileFromHere,
        IReadOnlyList<FileDigest> Files
    );

    /// <summary>A file that is being written.</summary>
    public static FileDigest Unfinished(string path) => new(path, -1, "");

    /// <summary>Path of the record of an output.</summary>
    public static string PathOf(string root, string name) => Path.Combine(root, $".{name}.record");

    /// <summary>Reads a record; null if there is none.</summary>
    /// <exception cref="FindingException">It can't be read.</exception>
    public static OutputRecord? Read(string path)
    {
        if (FileTree.KindOf(path) is not { } kind)
        {
            return null;
        }
        try
        {
            if (
                kind == EntryKind.File
                && JsonSerializer.Deserialize<Document>(File.ReadAllBytes(path), Options)
                    is { Format: 1 } document
                && document.Files.All(file =>
                    file?.Name.Contains('\0', StringComparison.Ordinal) == false
                )
            )
            {
                return new OutputRecord(OwnerOf(document, path), document.Files);
            }
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentException
            )
        {
            // Said below.
        }
        throw new FindingException(
            FileRules.NoRecord.At(
                new Place(path),
                "this is not a record that this program can read, so it can't tell what it wrote here",
                "move it away; files that are as their own list of digests says are taken over by the next run"
            )
        );
    }

    /// <summary>Writes it; it appears whole or not at all.</summary>
    public void Write(string path)
    {
        var document = new Document(
            1,
            "What K8sImage wrote here, and may replace. It touches nothing else.",
            Owner,
            Owner is null ? null : Path.GetRelativePath(Path.GetDirectoryName(path)!, Owner),
            Files
        );
        WholeFile.Write(path, JsonSerializer.Serialize(document, Options) + "\n");
    }

    /// <summary>Sees to it that the output is of a cluster file.</summary>
    /// <param name="target">The output.</param>
    /// <param name="owner">Full path of the cluster file; null for an output that belongs to none.</param>
    /// <exception cref="FindingException">It is another's.</exception>
    public void CheckOwner(string target, string? owner)
    {
        if (Owner is null || owner is null || IsSame(Owner, owner))
        {
            return;
        }
        var (name, was, now) = (Path.GetFileName(target), Text(Owner), Text(owner));
        var root = Path.GetDirectoryName(target)!;
        throw new FindingException(
            File.Exists(Owner)
                ? FileRules.OtherOwner.At(
                    new Place(target),
                    $"this was made of {was}, and {now} gives its cluster the same name, {name}",
                    "give one of the two clusters another name"
                )
                : FileRules.OtherOwner.At(
                    new Place(target),
                    $"this was made of {was}, which is no longer there, and {now} gives its cluster the same name, {name}",
                    $"if it is the same file, moved: write its new path into {PathOf(root, name)}, or delete {string.Join(", ", Outputs())} and that record yourself, to have them made anew; if it is another cluster's: give this one another name"
                )
        );

        // Paths are what is to be compared and written here: they are not cut.
        string Text(string path) => Shown.Short(path, 4096);

        IEnumerable<string> Outputs() =>
            Files
                .Select(file => file.Name.Split('/')[0])
                .Prepend(name)
                .Distinct()
                .Select(part => Text(Path.Combine(root, part)));
    }

    private static bool IsSame(string a, string b) =>
        string.Equals(a, b, PathComparison)
        || string.Equals(Resolved(a), Resolved(b), PathComparison);

    private static string Resolved(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target
            ? target.FullName
            : path;

    private static StringComparison PathComparison =>
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparison.OrdinalIgnoreCase
            : StringComparison.Ordinal;

    // The file that is there counts: of a project that was copied with its outputs this is the copy's.
    private static string? OwnerOf(Document document, string path)
    {
        var moved = document.ClusterFileFromHere is { } relative
            ? Path.GetFullPath(relative, Path.GetDirectoryName(path)!)
            : null;
        return moved is not null && File.Exists(moved) ? moved : document.ClusterFile;
    }
}
