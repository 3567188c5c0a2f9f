using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>
/// A directory that this program writes, perhaps with files beside it, and its record: whatever is replaced or deleted here is
/// what the record names, byte for byte as it was written. Anything else is a finding, before anything is written. While it is
/// open no other run writes to it.
/// </summary>
public sealed class OwnedOutput : IDisposable
{
    private const string Old = "old-";

    private readonly object _gate = new();
    private readonly string _root;
    private readonly IReadOnlyList<string> _names;
    private readonly string? _owner;
    private readonly OutputLock _lock;
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);
    private IReadOnlyList<FileDigest> _files = [];
    private bool _hasRecord;

    private OwnedOutput(
        string root,
        IReadOnlyList<string> names,
        string? owner,
        OutputLock taken
    ) => (_root, _names, _owner, _lock) = (root, names, owner, taken);

    /// <summary>The directory.</summary>
    public string Directory => At(Name);

    private string Name => _names[0];

    /// <summary>Opens an output, which need not be there yet.</summary>
    /// <param name="root">The directory in which the output's own is made.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="owner">Path of the cluster file that it is of; null if it is of none.</param>
    /// <param name="beside">Names of the files that belong to it, beside its directory.</param>
    /// <param name="adopt">
    /// What stands there by its own list of digests, by paths in <paramref name="root"/>; asked where there is no record, as
    /// beside an output of a version that wrote none. Null where there is no such list.
    /// </param>
    /// <param name="otherwise">What can be done instead of waiting for another run, in words that follow "or".</param>
    /// <exception cref="FindingException">Another run writes here, it is another cluster file's, or it can't be written.</exception>
    public static OwnedOutput Open(
        string root,
        string name,
        string? owner,
        IReadOnlyList<string>? beside = null,
        Func<IReadOnlyList<FileDigest>?>? adopt = null,
        string? otherwise = null
    )
    {
        root = Path.GetFullPath(root);
        var target = Path.Combine(root, name);
        return Try(
            target,
            () =>
            {
                CheckOutside(root);
                System.IO.Directory.CreateDirectory(root);
                var output = new OwnedOutput(
                    root,
                    [name, .. beside ?? []],
                    owner is null ? null : Path.GetFullPath(owner),
                    OutputLock.Take(Path.Combine(root, $".{name}.lock"), target, otherwise)
                );
                try
                {
                    var record = OutputRecord.Read(OutputRecord.PathOf(root, name));
                    record?.CheckOwner(target, output._owner);
                    output._hasRecord = record is not null;
                    output._files = record?.Files ?? adopt?.Invoke() ?? [];
                    output.Recover();
                    return output;
                }
                catch
                {
                    output._lock.Dispose();
                    throw;
                }
            }
        );
    }

    /// <summary>Sees to it that an output is of a cluster file, where it says of which it is.</summary>
    /// <param name="root">The directory in which the output's own is.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="owner">Path of the cluster file.</param>
    /// <exception cref="FindingException">It is another's, or its record can't be read.</exception>
    public static void CheckOwner(string root, string name, string owner) =>
        OutputRecord
            .Read(OutputRecord.PathOf(root, name))
            ?.CheckOwner(Path.Combine(root, name), Path.GetFullPath(owner));

    /// <summary>Sees to it that what is recorded of an output is as it was written; no record says nothing.</summary>
    /// <param name="root">The directory in which the output's own is.</param>
    /// <param name="name">The output's name.</param>
    /// <exception cref="FindingException">Something has changed, or the record can't be read.</exception>
    public static void CheckUnchanged(string root, string name)
    {
        if (OutputRecord.Read(OutputRecord.PathOf(root, name)) is { } record)
        {
            Inspection.Throw(
                new Inspection(root, [name], record.Files).Changed(
                    record.Files.Select(file => file.Name).Distinct()
                )
            );
        }
    }

    /// <summary>Whether an output has a record, and no name in it that is not recorded; reads no file of it.</summary>
    /// <param name="root">The directory in which the output's own is.</param>
    /// <param name="name">The output's name.</param>
    /// <param name="owner">Path of the cluster file that it should be of.</param>
    /// <exception cref="FindingException">It is another's, or its record can't be read.</exception>
    public static bool HoldsOnlyOurs(string root, string name, string owner)
    {
        if (OutputRecord.Read(OutputRecord.PathOf(root, name)) is not { } record)
        {
            return false;
        }
        record.CheckOwner(Path.Combine(root, name), Path.GetFullPath(owner));
        return !TemporaryDirectory.In(root, Prefix(name)).Any()
            && !new Inspection(root, [name], record.Files).Strangers().Any();
    }

    /// <summary>A directory beside the output for what will take its place; gone with the process at the latest.</summary>
    public TemporaryDirectory Staging() => TemporaryDirectory.Create(_root, Prefix(Name));

    /// <summary>Sees to it that all that is there may be replaced.</summary>
    /// <exception cref="FindingException">Something is not ours, or has changed.</exception>
    public void Check() =>
        Try(Directory, () => Inspection.Throw(new Inspection(_root, _names, _files).All()));

    /// <summary>Sees to it that names can be taken by <see cref="Claim"/>, and writes nothing.</summary>
    /// <param name="paths">Paths in the directory, with <c>/</c>.</param>
    /// <exception cref="FindingException">Something in the directory is not ours, or one of the files has changed.</exception>
    public void Check(IEnumerable<string> paths) =>
        Try(Directory, () => CheckOf([.. paths.Select(path => $"{Name}/{path}")]));

    /// <summary>Records what is there and is as its own list of digests says, where that has not been done yet.</summary>
    public void Adopt()
    {
        if (!_hasRecord)
        {
            Try(Directory, () => Record(_files));
        }
    }

    /// <summary>
    /// Puts what is finished in the place of all that was there. The last look at that is taken when it is out of everyone's
    /// way: if something came meanwhile all is put back.
    /// </summary>
    /// <param name="staging">Where the new things stand under their names.</param>
    /// <param name="files">What they hold, by paths in <paramref name="staging"/>.</param>
    /// <exception cref="FindingException">Something is not ours, or has changed, or can't be written.</exception>
    public void Replace(TemporaryDirectory staging, IReadOnlyList<FileDigest> files) =>
        Try(Directory, () => ReplaceChecked(staging, files));

    /// <summary>
    /// Takes names for files that are about to be written in place: what an earlier run wrote there is deleted. When the
    /// output is closed, what then stands there is recorded.
    /// </summary>
    /// <param name="paths">Paths in the directory, with <c>/</c>.</param>
    /// <exception cref="FindingException">Something in the directory is not ours, or one of the files has changed.</exception>
    public void Claim(IEnumerable<string> paths)
    {
        lock (_gate)
        {
            var claimed = paths.Select(path => $"{Name}/{path}").Distinct().ToArray();
            Delete(claimed);
            Record([.. _files, .. claimed.Select(OutputRecord.Unfinished)]);
            _claimed.UnionWith(claimed);
        }
    }

    /// <summary>Deletes files that earlier runs wrote.</summary>
    /// <param name="isMeant">Whether a file is meant, by its path in the directory.</param>
    /// <exception cref="FindingException">Something in the directory is not ours, or one of the files has changed.</exception>
    public void Delete(Func<string, bool> isMeant)
    {
        lock (_gate)
        {
            Delete([
                .. _files
                    .Select(file => file.Name)
                    .Where(path =>
                        path.StartsWith(Name + "/", StringComparison.Ordinal)
                        && isMeant(path[(Name.Length + 1)..])
                    )
                    .Distinct(),
            ]);
        }
    }

    /// <summary>Records what stands where names were taken, and lets other runs write.</summary>
    public void Dispose()
    {
        try
        {
            Settle();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They stay recorded as unfinished, as after a kill.
        }
        _lock.Dispose();
    }

    // What lies in another output would stand in the way of the next run that writes that one.
    private static void CheckOutside(string root)
    {
        for (
            var (directory, parent) = (root, Path.GetDirectoryName(root));
            parent is not null;
            (directory, parent) = (parent, Path.GetDirectoryName(parent))
        )
        {
            if (File.Exists(OutputRecord.PathOf(parent, Path.GetFileName(directory))))
            {
                throw new FindingException(
                    FileRules.Inside.At(
                        new Place(root),
                        $"{directory} is an output itself, and what is written into it would stand in its way",
                        "write to a directory outside of it"
                    )
                );
            }
        }
    }

    private void ReplaceChecked(TemporaryDirectory staging, IReadOnlyList<FileDigest> files)
    {
        var before = _files;
        var there = new Inspection(staging.Path, _names, before)
        {
            ShownRoot = _root,
            Prefix = Old,
        };
        // Whichever of them a crash leaves in place is known.
        Record([.. before.Union(files)]);
        List<string> replaced = [];
        try
        {
            foreach (var name in _names.Where(name => Path.Exists(staging.File(name))))
            {
                NameSwap.Replace(staging.File(name), At(name), staging.File(Old + name));
                replaced.Add(name);
            }
            Inspection.Throw(there.All());
        }
        catch
        {
            foreach (var name in replaced)
            {
                NameSwap.Undo(staging.File(name), At(name), staging.File(Old + name));
            }
            Record(before);
            throw;
        }
        try
        {
            there.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays recorded, so that the next run knows it for ours.
            throw new FindingException(
                FileRules.NotWritten.At(
                    new Place(Directory),
                    $"the new output is in place, and what it has replaced can't be deleted: {e.Message}",
                    $"give yourself the right to write in {staging.Path}: the next run deletes it"
                )
            );
        }
        Record(files);
    }

    private void Delete(string[] paths) =>
        Try(
            Directory,
            () =>
            {
                var meant = paths.ToHashSet(StringComparer.Ordinal);
                CheckOf(meant);
                new Inspection(
                    _root,
                    _names,
                    [.. _files.Where(file => meant.Contains(file.Name))]
                ).Delete(keepsDirectories: true);
                Record([.. _files.Where(file => !meant.Contains(file.Name))]);
                _claimed.ExceptWith(meant);
            }
        );

    private void CheckOf(HashSet<string> paths)
    {
        var all = new Inspection(_root, _names, _files);
        Inspection.Throw([.. all.Strangers(), .. all.Changed(paths)]);
    }

    private void Settle()
    {
        if (_claimed.Count == 0)
        {
            return;
        }
        var written = _claimed.ToLookup(path => FileTree.IsPlain(_root, path));
        new Inspection(_root, _names, _files).RemoveEmpty(
            written[false].SelectMany(Inspection.DirectoriesOf)
        );
        Record([
            .. _files.Where(file => !_claimed.Contains(file.Name)),
            .. written[true].Select(path => FileDigest.Of(_root, path)),
        ]);
    }

    // What a killed run had moved aside comes back where nothing has taken its place; what it had begun goes.
    private void Recover()
    {
        foreach (var left in TemporaryDirectory.Left(_root, Prefix(Name)))
        {
            foreach (
                var name in _names.Where(name =>
                    Path.Exists(Path.Combine(left, Old + name)) && FileTree.KindOf(At(name)) is null
                )
            )
            {
                System.IO.Directory.Move(Path.Combine(left, Old + name), At(name));
            }
            // Something may have come between the last look and the exchange: what is moved aside is looked at again.
            Inspection.Throw(new Inspection(left, _names, _files) { Prefix = Old }.All());
        }
        TemporaryDirectory.Sweep(_root, Prefix(Name));
    }

    private void Record(IReadOnlyList<FileDigest> files)
    {
        new OutputRecord(
            _owner,
            [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)]
        ).Write(OutputRecord.PathOf(_root, Name));
        (_files, _hasRecord) = (files, true);
    }

    private string At(string name) => Path.Combine(_root, name);

    private static string Prefix(string name) => $".{name}.tmp-";

    private static void Try(string target, Action work) =>
        Try(
            target,
            () =>
            {
                work();
                return true;
            }
        );

    private static T Try<T>(string target, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                FileRules.NotWritten.At(
                    new Place(target),
                    "the output can't be written: " + e.Message,
                    "make room or give yourself the right to write there; what was there is unchanged"
                )
            );
        }
    }
}
