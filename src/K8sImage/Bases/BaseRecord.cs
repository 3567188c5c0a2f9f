using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Bases;

/// <summary>
/// What the cache has of one base, and its record: what is replaced there, or gone on with, is what the record names. It is
/// for the one that holds the base's lock.
/// </summary>
/// <param name="disk">Path of the disk.</param>
internal sealed class BaseRecord(string disk)
{
    private readonly string _root = Path.GetDirectoryName(disk)!;

    // What a download leaves is written on by the next one: which bytes it has is known when it is whole.
    private readonly string[] _parts =
    [
        Path.GetFileName(PartOf(disk)),
        Path.GetFileName(Published.PartialFile.ValidatorOf(PartOf(disk))),
    ];

    private readonly string[] _whole =
    [
        Path.GetFileName(disk),
        Path.GetFileName(SumFile.PathOf(disk)),
        Path.GetFileName(PackagesOf(disk)),
    ];

    /// <summary>Where the disk is until it is whole.</summary>
    public static string PartOf(string disk) => disk + ".part";

    /// <summary>Where the list of its packages is, if it was built of packages.</summary>
    public static string PackagesOf(string disk) => disk + ".packages";

    /// <summary>Takes the names. From here on what stands there is ours, also if this process is killed.</summary>
    /// <exception cref="FindingException">Something there is not ours, or has changed since.</exception>
    public void Begin()
    {
        string[] names = [.. _whole, .. _parts];
        var before = OutputRecord.Read(RecordPath)?.Files ?? [];
        Inspection.Throw(new Inspection(_root, names, before) { HasDirectory = false }.All());
        Write([.. names.Select(OutputRecord.Unfinished)]);
    }

    /// <summary>Records what stands there now.</summary>
    public void End()
    {
        try
        {
            Write([
                .. _whole.Where(IsThere).Select(name => FileDigest.Of(_root, name)),
                .. _parts.Where(IsThere).Select(OutputRecord.Unfinished),
            ]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // All of it stays recorded as unfinished, as after a kill.
        }
    }

    private string RecordPath => OutputRecord.PathOf(_root, _whole[0]);

    private bool IsThere(string name) => FileTree.IsPlain(_root, name);

    private void Write(IReadOnlyList<FileDigest> files) =>
        new OutputRecord(Owner: null, files).Write(RecordPath);
}
