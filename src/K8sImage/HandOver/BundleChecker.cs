using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Seeds.Iso;
using K8sImage.Seeds.Output;
using K8sImage.Yaml;

namespace K8sImage.HandOver;

/// <summary>Looks for the receiver whether a bundle is what was handed over.</summary>
/// <param name="directory">The bundle.</param>
/// <param name="findings">Takes all that is not.</param>
/// <param name="shownAs">What findings call the directory; null for its path.</param>
public sealed class BundleChecker(
    string directory,
    FindingCollection findings,
    string? shownAs = null
)
{
    private const long MostOfSums = 16 << 20;

    private static readonly string[] Documents = ["meta-data", "network-config", "user-data"];

    /// <summary>Checks digests and seeds.</summary>
    /// <returns>The bundle's manifest; null, with findings, where there is none that can be read.</returns>
    /// <exception cref="FindingException">There is no bundle.</exception>
    public BundleManifest? Check()
    {
        if (!FileTree.IsPlain(directory, BundleSums.FileName))
        {
            throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(shownAs ?? directory),
                    $"there is no {BundleSums.FileName} in it",
                    "give the directory or the archive of a bundle, as HandOver wrote it"
                )
            );
        }
        RefuseBake();
        try
        {
            var entries = FileTree.Below(directory).ToArray();
            CheckPlain(entries);
            var there = BundleSums.PathsIn(directory).ToHashSet(StringComparer.Ordinal);
            var sums = CheckSums(entries, there);
            var path = Shown(BundleManifest.FileName);
            var manifest = there.Contains(BundleManifest.FileName)
                ? BundleManifest.Read(Path.Combine(directory, BundleManifest.FileName))
                : null;
            if (manifest is null)
            {
                findings.Add(
                    HandOverRules.NotWhole.At(
                        new Place(path),
                        "there is no manifest that this version can read",
                        "ask for the bundle again, or use the version that wrote it"
                    )
                );
                return null;
            }
            foreach (var node in manifest.Nodes)
            {
                CheckSeed(node, there);
            }
            CheckStatements(manifest, there, sums);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(shownAs ?? directory),
                    $"it can't be read: {e.Message}",
                    "let this user read it"
                )
            );
        }
    }

    // The sums and the manifest of a bake have the same names.
    private void RefuseBake()
    {
        if (
            FileTree.IsPlain(directory, BundleManifest.FileName)
            && BundleManifest.Read(Path.Combine(directory, BundleManifest.FileName)) is null
            && Manifest.Read(directory) is { } bake
        )
        {
            throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(shownAs ?? directory),
                    $"these are the seeds of a bake, of the cluster {Findings.Shown.Short(bake.Cluster)}, and not a bundle",
                    "./build.sh HandOver makes a bundle of them and says where; give --bundle that directory or archive"
                )
            );
        }
    }

    // Through a link other bytes may be read tomorrow, and from anywhere.
    private void CheckPlain(IEnumerable<TreeEntry> entries)
    {
        foreach (
            var entry in entries.Where(entry => entry.Kind is EntryKind.Link or EntryKind.Other)
        )
        {
            findings.Add(
                HandOverRules.NotPlain.At(
                    new Place(Shown(entry.Path)),
                    entry.Kind == EntryKind.Link
                        ? "it is a symbolic link"
                        : "it is a device, a pipe or a socket",
                    "use nothing of the bundle; ask for it again"
                )
            );
        }
    }

    // The sums by path: each file that has no finding has its own. Nothing where they can't be read.
    private IReadOnlyDictionary<string, string> CheckSums(
        IReadOnlyList<TreeEntry> entries,
        HashSet<string> there
    )
    {
        var sums = new FileInfo(Path.Combine(directory, BundleSums.FileName));
        var wanted =
            sums.Length <= MostOfSums ? BundleSums.Parse(File.ReadAllText(sums.FullName)) : null;
        if (wanted is null)
        {
            Changed(BundleSums.FileName, "a line in it is not one of sha256sum's");
            return new Dictionary<string, string>();
        }
        // What has been named already is not named again, nor what would lie below it.
        bool IsNamed(string path) =>
            entries.Any(entry =>
                entry.Kind is EntryKind.Link or EntryKind.Other
                && (path + "/").StartsWith(entry.Path + "/", StringComparison.Ordinal)
            );
        foreach (var (path, sum) in wanted.Where(pair => !IsNamed(pair.Key)))
        {
            if (!there.Contains(path))
            {
                findings.Add(
                    HandOverRules.NotWhole.At(
                        new Place(Shown(path)),
                        "it is missing",
                        "ask for the bundle again"
                    )
                );
            }
            else if (FileDigest.Sha256Of(Path.Combine(directory, path)) != sum)
            {
                Changed(path, "it is not what was handed over: its SHA-256 is another");
            }
        }
        foreach (
            var path in there.Where(path => !wanted.ContainsKey(path)).Order(StringComparer.Ordinal)
        )
        {
            Changed(path, "it was not handed over");
        }
        var directories = wanted
            .Keys.SelectMany(path =>
                path.Split('/')
                    .SkipLast(1)
                    .Aggregate<string, List<string>>(
                        [],
                        (all, part) => [.. all, all.Count == 0 ? part : $"{all[^1]}/{part}"]
                    )
            )
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var entry in entries.Where(entry =>
                entry.Kind == EntryKind.Directory && !directories.Contains(entry.Path)
            )
        )
        {
            Changed(entry.Path, "this directory was not handed over");
        }
        return wanted;
    }

    // Names in what somebody has sent may hold what moves a terminal's cursor.
    private string Shown(string path) =>
        Findings.Shown.Short(Path.Combine(shownAs ?? directory, path), 4096);

    private void CheckSeed(ManifestNode node, HashSet<string> there)
    {
        // A name of the manifest becomes a path: one that leads out of the bundle is none of its files.
        if (!there.Contains(node.Iso))
        {
            findings.Add(
                HandOverRules.NotWhole.At(
                    new Place(Shown(BundleManifest.FileName)),
                    $"{Findings.Shown.Short(node.Name)} has no seed ISO here",
                    "ask for the bundle again"
                )
            );
            return;
        }
        var path = node.Iso;
        try
        {
            using var stream = File.OpenRead(Path.Combine(directory, path));
            var (label, files) = IsoReader.Read(stream);
            var names = files.Select(file => file.Name).Order(StringComparer.Ordinal);
            if (label != Seed.VolumeLabel || !names.SequenceEqual(Documents))
            {
                Changed(
                    path,
                    $"it is no seed: label '{Findings.Shown.Short(label)}', files {Findings.Shown.Short(string.Join(", ", names))}"
                );
                return;
            }
            CheckDocuments(node, path, files);
        }
        catch (InvalidDataException e)
        {
            Changed(path, $"it is no ISO 9660 image that can be read: {e.Message}");
        }
    }

    private void CheckDocuments(ManifestNode node, string path, IReadOnlyList<IsoFile> files)
    {
        foreach (var file in files)
        {
            var wrong = new FindingCollection();
            var text = Encoding.UTF8.GetString(file.Content.Span);
            var document = YamlReader.Read(text, $"{Shown(path)}:{file.Name}", wrong);
            foreach (var finding in wrong.Where(finding => finding.Severity == Severity.Error))
            {
                findings.Add(finding);
            }
            if (
                file.Name == "meta-data"
                && document is YamlMapping meta
                && (meta["instance-id"] as YamlScalar)?.Text is var id
                && (
                    id != node.InstanceId
                    || (meta["local-hostname"] as YamlScalar)?.Text != node.Name
                )
            )
            {
                Changed(
                    path,
                    $"it is the seed of another node or bake: instance-id {Findings.Shown.Short(id ?? "none")}"
                );
            }
        }
    }

    // Sums can be made anew by whoever changes a file; what the manifest says of it was proved of the file as it was.
    private void CheckStatements(
        BundleManifest manifest,
        HashSet<string> there,
        IReadOnlyDictionary<string, string> sums
    )
    {
        foreach (var (path, sum) in manifest.Statements.SelectMany(Statements.Digests).Distinct())
        {
            var shown = Shown(path);
            if (findings.Any(finding => finding.Place.File == shown))
            {
                continue;
            }
            if (!there.Contains(path))
            {
                findings.Add(
                    HandOverRules.NotWhole.At(
                        new Place(Shown(BundleManifest.FileName)),
                        $"it tells of {Findings.Shown.Short(path)}, which is not here",
                        "ask for the bundle again"
                    )
                );
            }
            else if (
                sum
                != (
                    sums.GetValueOrDefault(path)
                    ?? FileDigest.Sha256Of(Path.Combine(directory, path))
                )
            )
            {
                Changed(
                    path,
                    $"{BundleManifest.FileName} tells of another file of that name: its SHA-256 is another"
                );
            }
        }
        CheckAllAreTold(manifest, there);
    }

    // Of a file that was added later no statement tells, whatever the sums say.
    private void CheckAllAreTold(BundleManifest manifest, HashSet<string> there)
    {
        var provenance = manifest.Statements.Where(Statements.IsProvenance).ToArray();
        if (provenance.Length == 0)
        {
            Changed(BundleManifest.FileName, "it does not say of which files the bundle was made");
            return;
        }
        var told = provenance
            .SelectMany(Statements.Digests)
            .Select(file => file.Path)
            .Append(BundleManifest.FileName)
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var path in there
                .Except(told)
                .Where(path => !findings.Any(finding => finding.Place.File == Shown(path)))
                .Order(StringComparer.Ordinal)
        )
        {
            Changed(
                path,
                $"it was not handed over: {BundleManifest.FileName} does not tell of it, though {BundleSums.FileName} does"
            );
        }
    }

    private void Changed(string path, string what) =>
        findings.Add(
            HandOverRules.Changed.At(
                new Place(Shown(path)),
                what,
                "use nothing of the bundle; ask for it again"
            )
        );
}
