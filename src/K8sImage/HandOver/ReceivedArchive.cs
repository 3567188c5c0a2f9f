using System.IO.Compression;
using K8sImage.Findings;

namespace K8sImage.HandOver;

/// <summary>
/// A bundle's archive as it was received, from wherever. What <see cref="BundleArchive"/> writes has plain files in one directory, each
/// once and stored as it is; nothing else is unpacked, so that the files are never larger than the archive.
/// </summary>
public static class ReceivedArchive
{
    private const string AskAgain = "use nothing of the archive; ask for it again";

    private const string PackedAnew =
        "ask for the archive as HandOver wrote it; if you know who has packed it anew, unpack it and give --bundle the directory";

    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directories = 0x4000;

    /// <summary>Unpacks an archive.</summary>
    /// <param name="archive">Path of the archive.</param>
    /// <param name="target">An empty directory.</param>
    /// <param name="findings">Takes each entry that no bundle has; then nothing is unpacked.</param>
    /// <returns>The bundle's directory; null where nothing was unpacked.</returns>
    /// <exception cref="FindingException">It is not an archive that can be read.</exception>
    public static string? Unpack(string archive, string target, FindingCollection findings)
    {
        try
        {
            using var file = File.OpenRead(archive);
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var wrong = Wrong(zip).Take(20).ToList();
            if (wrong.Count == 0 && ArchiveHeaders.Difference(file, zip.Entries) is { } other)
            {
                wrong.Add((other.Entry, other.What, AskAgain));
            }
            foreach (var (entry, what, how) in wrong)
            {
                findings.Add(
                    HandOverRules.NotPlain.At(
                        new Place($"{archive}: {Shown.Short(entry)}"),
                        what,
                        how
                    )
                );
            }
            if (wrong.Count > 0)
            {
                return null;
            }
            foreach (var entry in zip.Entries)
            {
                Unpack(entry, Path.Combine(target, entry.FullName));
            }
            return Path.Combine(target, zip.Entries[0].FullName.Split('/')[0]);
        }
        catch (Exception e)
            when (e is InvalidDataException or NotSupportedException or ArgumentException)
        {
            throw NotUnpacked(
                archive,
                $"it is not a ZIP archive that can be read: {e.Message}",
                "ask for it again"
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotUnpacked(
                archive,
                $"it can't be unpacked: {e.Message}",
                "let this user read it, and make room for it where temporary files are; else ask for it again"
            );
        }
    }

    private static FindingException NotUnpacked(string archive, string what, string how) =>
        new(HandOverRules.NotWhole.At(new Place(archive), what, how));

    private static void Unpack(ZipArchiveEntry entry, string path)
    {
        if (IsDirectory(entry))
        {
            Directory.CreateDirectory(path);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            // Others may pass through where temporary files are, and the seeds are for nobody else.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using var source = entry.Open();
        using var written = new FileStream(path, options);
        source.CopyTo(written);
    }

    private static IEnumerable<(string Entry, string What, string How)> Wrong(ZipArchive zip)
    {
        if (zip.Entries.Count == 0)
        {
            yield return ("", "it is empty", AskAgain);
            yield break;
        }
        var top = ArchiveNames.TopOf([.. zip.Entries.Select(entry => entry.FullName)]);
        // On Windows and macOS two names that differ in case alone are one.
        Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in zip.Entries)
        {
            var type = (entry.ExternalAttributes >> 16) & TypeMask;
            if (ArchiveNames.Wrong(entry.FullName) is { } name)
            {
                yield return (entry.FullName, name, AskAgain);
            }
            else if (!entry.FullName.StartsWith(top + "/", StringComparison.Ordinal))
            {
                yield return (
                    entry.FullName,
                    "it does not lie in the bundle's directory, the only one in an archive of HandOver",
                    PackedAnew
                );
            }
            else if (type != 0 && type != (IsDirectory(entry) ? Directories : Regular))
            {
                yield return (
                    entry.FullName,
                    "it is a symbolic link, a device or a pipe",
                    AskAgain
                );
            }
            else if (!names.TryAdd(entry.FullName.TrimEnd('/'), entry.FullName))
            {
                var first = names[entry.FullName.TrimEnd('/')];
                yield return (
                    entry.FullName,
                    first == entry.FullName
                        ? "it is there twice"
                        : $"it is there twice: some systems take it for {Shown.Short(first)}",
                    AskAgain
                );
            }
            else if (entry.IsEncrypted || entry.Length != entry.CompressedLength)
            {
                yield return (
                    entry.FullName,
                    "it is compressed or encrypted, and HandOver stores files as they are",
                    PackedAnew
                );
            }
        }
        foreach (
            var entry in zip.Entries.Where(entry =>
                Above(entry.FullName)
                    .Any(path => names.TryGetValue(path, out var other) && !other.EndsWith('/'))
            )
        )
        {
            yield return (entry.FullName, "it lies below what is a file in this archive", AskAgain);
        }
    }

    private static IEnumerable<string> Above(string name)
    {
        for (
            var i = name.IndexOf('/', StringComparison.Ordinal);
            i > 0 && i < name.Length - 1;
            i = name.IndexOf('/', i + 1)
        )
        {
            yield return name[..i];
        }
    }

    private static bool IsDirectory(ZipArchiveEntry entry) => entry.FullName.EndsWith('/');
}
