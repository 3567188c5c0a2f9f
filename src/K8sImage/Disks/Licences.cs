using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Machines;

namespace K8sImage.Disks;

/// <summary>
/// The licences of a disk's packages, by the short names that their copyright files give (DEP 5, "Machine-readable
/// debian/copyright file").
/// </summary>
[SupportedOSPlatform("linux")]
internal static class Licences
{
    private const string Documents = "/usr/share/doc";

    /// <summary>The names for each package; none for one whose file is written for people only, or shared with another package.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> OfAsync(
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        using var work = TemporaryDirectory.Create();
        await root.CopyAsync(Documents, work.Path, cancellation);
        var documents = Path.Combine(work.Path, Path.GetFileName(Documents));
        return Directory.Exists(documents)
            ? Read(documents)
            : new Dictionary<string, IReadOnlyList<string>>();
    }

    // What is a link on the disk would lead into this machine's own files.
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(string documents) =>
        Directory
            .GetDirectories(documents)
            .Select(package => new FileInfo(Path.Combine(package, "copyright")))
            .Where(file => file is { Exists: true, LinkTarget: null, Directory.LinkTarget: null })
            .ToDictionary(
                file => file.Directory!.Name,
                file => Parse(File.ReadAllText(file.FullName)),
                StringComparer.Ordinal
            );

    /// <summary>The names in a copyright file, each once.</summary>
    internal static IReadOnlyList<string> Parse(string copyright)
    {
        var lines = copyright.ReplaceLineEndings("\n").Split('\n');
        return lines.Any(line =>
            line.StartsWith("Format:", StringComparison.Ordinal)
            && line.Contains("copyright-format", StringComparison.Ordinal)
        )
            ?
            [
                .. lines
                    .Where(line => line.StartsWith("License:", StringComparison.Ordinal))
                    .Select(line => line["License:".Length..].Trim())
                    .Where(name => name.Length > 0)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ]
            : [];
    }
}
