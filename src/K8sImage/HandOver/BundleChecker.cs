using System.Text;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Seeds.Iso;
using K8sImage.Yaml;

namespace K8sImage.HandOver;

/// <summary>Looks for the receiver whether a bundle is what was handed over.</summary>
/// <param name="directory">The bundle.</param>
/// <param name="findings">Takes all that is not.</param>
public sealed class BundleChecker(string directory, FindingCollection findings)
{
    private static readonly string[] Documents = ["meta-data", "network-config", "user-data"];

    /// <summary>Checks digests and seeds.</summary>
    /// <returns>The bundle's manifest; null, with findings, where there is none that can be read.</returns>
    /// <exception cref="FindingException">There is no bundle.</exception>
    public BundleManifest? Check()
    {
        var sumsFile = Path.Combine(directory, BundleSums.FileName);
        if (!File.Exists(sumsFile))
        {
            throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(directory),
                    $"there is no {BundleSums.FileName} in it",
                    "give the directory of a bundle, as HandOver wrote it"
                )
            );
        }
        try
        {
            var there = BundleSums.PathsIn(directory).ToHashSet(StringComparer.Ordinal);
            CheckSums(sumsFile, there);
            var path = Path.Combine(directory, BundleManifest.FileName);
            var manifest = File.Exists(path) ? BundleManifest.Read(path) : null;
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
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                HandOverRules.NotWhole.At(
                    new Place(directory),
                    $"it can't be read: {e.Message}",
                    "let this user read it"
                )
            );
        }
    }

    private void CheckSums(string sumsFile, HashSet<string> there)
    {
        var wanted = BundleSums.Parse(File.ReadAllText(sumsFile));
        if (wanted is null)
        {
            Changed(sumsFile, "a line in it is not one of sha256sum's");
            return;
        }
        foreach (var (path, sum) in wanted)
        {
            var file = Path.Combine(directory, path);
            if (!there.Contains(path))
            {
                findings.Add(
                    HandOverRules.NotWhole.At(
                        new Place(file),
                        "it is missing",
                        "ask for the bundle again"
                    )
                );
            }
            else if (FileDigest.Sha256Of(file) != sum)
            {
                Changed(file, "it is not what was handed over: its SHA-256 is another");
            }
        }
        foreach (
            var path in there.Where(path => !wanted.ContainsKey(path)).Order(StringComparer.Ordinal)
        )
        {
            Changed(Path.Combine(directory, path), "it was not handed over");
        }
    }

    private void CheckSeed(ManifestNode node, HashSet<string> there)
    {
        // A name of the manifest becomes a path: one that leads out of the bundle is none of its files.
        if (!there.Contains(node.Iso))
        {
            findings.Add(
                HandOverRules.NotWhole.At(
                    new Place(Path.Combine(directory, BundleManifest.FileName)),
                    $"{Shown.Short(node.Name)} has no seed ISO here",
                    "ask for the bundle again"
                )
            );
            return;
        }
        var path = Path.Combine(directory, node.Iso);
        try
        {
            using var stream = File.OpenRead(path);
            var (label, files) = IsoReader.Read(stream);
            var names = files.Select(file => file.Name).Order(StringComparer.Ordinal);
            if (label != Seed.VolumeLabel || !names.SequenceEqual(Documents))
            {
                Changed(
                    path,
                    $"it is no seed: label '{Shown.Short(label)}', files {Shown.Short(string.Join(", ", names))}"
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
            var document = YamlReader.Read(text, $"{path}:{file.Name}", wrong);
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
                    $"it is the seed of another node or bake: instance-id {Shown.Short(id ?? "none")}"
                );
            }
        }
    }

    private void Changed(string path, string what) =>
        findings.Add(
            HandOverRules.Changed.At(
                new Place(path),
                what,
                "use nothing of the bundle; ask for it again"
            )
        );
}
