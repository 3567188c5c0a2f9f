using System.Text;
using K8sImage.Files;
using K8sImage.Seeds.Output;

namespace K8sImage.HandOver;

/// <summary>The digests of a bundle's files in the form of sha256sum(1), by path.</summary>
internal static class BundleSums
{
    /// <summary>Name of the file.</summary>
    public const string FileName = Manifest.SumsFileName;

    /// <summary>Files that come after the sums: their signatures.</summary>
    public static readonly string[] Signatures = [FileName + ".asc", FileName + ".minisig"];

    /// <summary>The digests of all files in a directory but the sums and their signatures.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string directory) =>
        [
            .. PathsIn(directory)
                .Select(path =>
                    KeyValuePair.Create(path, FileDigest.Sha256Of(Path.Combine(directory, path)))
                ),
        ];

    /// <summary>The paths of these files, with <c>/</c>, sorted by their bytes.</summary>
    public static IEnumerable<string> PathsIn(string directory) =>
        FileTree
            .Below(directory)
            .Where(entry => entry.Kind == EntryKind.File)
            .Select(entry => entry.Path)
            .Where(path => path != FileName && !Signatures.Contains(path))
            .Order(StringComparer.Ordinal);

    /// <summary>The text of the file.</summary>
    public static string Text(IEnumerable<KeyValuePair<string, string>> sums) =>
        sums.OrderBy(sum => sum.Key, StringComparer.Ordinal)
            .Aggregate(
                new StringBuilder(),
                (text, sum) => text.Append(sum.Value).Append("  ").Append(sum.Key).Append('\n')
            )
            .ToString();

    /// <summary>Reads the file's text; null if a line is none of sha256sum's.</summary>
    public static IReadOnlyDictionary<string, string>? Parse(string text)
    {
        Dictionary<string, string> sums = new(StringComparer.Ordinal);
        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            if (
                line.Length < 67
                || line[64..66] != "  "
                || !line[..64].All(char.IsAsciiHexDigitLower)
                || !sums.TryAdd(line[66..], line[..64])
            )
            {
                return null;
            }
        }
        return sums;
    }
}
