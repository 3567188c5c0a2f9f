using System.IO.Compression;

namespace K8sImage.HandOver;

/// <summary>
/// A bundle as a ZIP archive, which every system opens unasked. Nothing in it is compressed: what is large is so already, and
/// another version of the library would compress otherwise, where the same inputs must give the same bytes.
/// </summary>
internal static class BundleArchive
{
    // The earliest that the format can hold is 1980 (APPNOTE 4.4.6).
    private static readonly DateTimeOffset Date = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes it.</summary>
    /// <param name="directory">The bundle.</param>
    /// <param name="name">Name of the directory in the archive.</param>
    /// <param name="path">Where the archive is written.</param>
    public static void Write(string directory, string name, string path)
    {
        using (var file = File.Create(path))
        {
            if (!OperatingSystem.IsWindows())
            {
                // The seeds in it are readable for their owner only.
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (
                var entry in Directory
                    .EnumerateFiles(directory, "*", SearchOption.AllDirectories)
                    .Select(found => Path.GetRelativePath(directory, found).Replace('\\', '/'))
                    .Order(StringComparer.Ordinal)
            )
            {
                Add(zip, Path.Combine(directory, entry), $"{name}/{entry}");
            }
        }
    }

    private static void Add(ZipArchive zip, string path, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Date;
        if (!OperatingSystem.IsWindows())
        {
            // The upper half is the POSIX mode of a regular file.
            entry.ExternalAttributes = (0x8000 | (int)File.GetUnixFileMode(path)) << 16;
        }
        using var source = File.OpenRead(path);
        using var target = entry.Open();
        source.CopyTo(target);
    }
}
