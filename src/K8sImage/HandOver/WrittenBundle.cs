using K8sImage.Files;

namespace K8sImage.HandOver;

/// <summary>What stands in a bundle's place, as a record of it names it: by paths beside the bundle.</summary>
internal static class WrittenBundle
{
    /// <summary>The digests of a bundle that has just been written.</summary>
    /// <param name="bundle">The bundle's directory, whatever its name is yet.</param>
    /// <param name="name">The bundle's name.</param>
    /// <param name="sums">Those of its digests that are known.</param>
    public static IEnumerable<FileDigest> Digests(
        string bundle,
        string name,
        IEnumerable<KeyValuePair<string, string>> sums
    )
    {
        var known = sums.ToDictionary(StringComparer.Ordinal);
        return FileTree
            .Below(bundle)
            .Where(entry => entry.Kind == EntryKind.File)
            .Select(entry => new FileDigest(
                $"{name}/{entry.Path}",
                new FileInfo(Path.Combine(bundle, entry.Path)).Length,
                known.GetValueOrDefault(entry.Path)
                    ?? FileDigest.Sha256Of(Path.Combine(bundle, entry.Path))
            ));
    }

    /// <summary>
    /// What a bundle without a record holds by its own sums; null where it has none. Sums that were changed are not among it:
    /// what they say is written otherwise.
    /// </summary>
    public static IReadOnlyList<FileDigest>? Digests(string directory, string name)
    {
        var bundle = Path.Combine(directory, name);
        if (!FileTree.IsPlain(bundle, BundleSums.FileName))
        {
            return null;
        }
        var text = File.ReadAllText(Path.Combine(bundle, BundleSums.FileName));
        return BundleSums.Parse(text) is { } sums && BundleSums.Text(sums) == text
            ?
            [
                .. sums.Select(sum => new FileDigest(
                    $"{name}/{sum.Key}",
                    SizeOf(sum.Key),
                    sum.Value
                )),
                FileDigest.Of(directory, $"{name}/{BundleSums.FileName}"),
            ]
            : null;

        // The sums name no sizes.
        long SizeOf(string path) =>
            FileTree.IsPlain(bundle, path) ? new FileInfo(Path.Combine(bundle, path)).Length : 0;
    }
}
