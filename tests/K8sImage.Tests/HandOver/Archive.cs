using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

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

    /// <summary>Where the header before an entry begins (APPNOTE 4.3.7).</summary>
    public static int HeaderOf(ReadOnlySpan<byte> archive, string name)
    {
        byte[] wanted = Encoding.UTF8.GetBytes(name);
        for (var at = 0; ; at++)
        {
            at += archive[at..].IndexOf("PK\u0003\u0004"u8);
            if (archive[(at + 30)..].StartsWith(wanted) && archive[at + 26] == wanted.Length)
            {
                return at;
            }
        }
    }

    /// <summary>Puts a header and its entry once more before the directory, which does not name it.</summary>
    public static byte[] Hide(ReadOnlySpan<byte> archive, int header)
    {
        var length =
            30
            + BinaryPrimitives.ReadUInt16LittleEndian(archive[(header + 26)..])
            + BinaryPrimitives.ReadInt32LittleEndian(archive[(header + 18)..]);
        var end = archive.LastIndexOf("PK\u0005\u0006"u8);
        var directory = BinaryPrimitives.ReadInt32LittleEndian(archive[(end + 16)..]);
        byte[] hidden =
        [
            .. archive[..directory],
            .. archive.Slice(header, length),
            .. archive[directory..],
        ];
        BinaryPrimitives.WriteInt32LittleEndian(
            hidden.AsSpan(end + length + 16),
            directory + length
        );
        return hidden;
    }
}
