using System.IO.Compression;

namespace K8sImage.Tests.HandOver;

/// <summary>Archives as others may make them.</summary>
internal static class Archive
{
    /// <summary>Types of POSIX, as an archive has them: stat(2), <c>S_IFMT</c>.</summary>
    public const int File = 0x8000;

    public const int Link = 0xA000;

    public const int Pipe = 0x1000;

    /// <summary>Adds an entry.</summary>
    public static void Add(
        string archive,
        string name,
        int type = File,
        CompressionLevel level = CompressionLevel.NoCompression
    )
    {
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Update);
        var entry = zip.CreateEntry(name, level);
        entry.ExternalAttributes = (type | Convert.ToInt32("644", 8)) << 16;
        if (!name.EndsWith('/'))
        {
            using var content = entry.Open();
            content.Write(new byte[1000]);
        }
    }
}
