using System.Buffers.Binary;
using System.Text;

namespace K8sImage.Seeds.Iso;

/// <summary>
/// Reads small ISO 9660 images (ECMA-119) with all files in the root directory, by their Rock Ridge names (RRIP 1.12) where
/// they have any: what cloud-init sees of a seed.
/// </summary>
public static class IsoReader
{
    // More than any seed has. A longer length in an image is damage.
    private const int MostBytes = 64 * 1024 * 1024;

    /// <summary>Reads an image.</summary>
    /// <param name="source">The image; it can be sought in.</param>
    /// <returns>The volume's label and the files in the root directory.</returns>
    /// <exception cref="InvalidDataException">It is no such image, or one that is damaged.</exception>
    public static (string Label, IReadOnlyList<IsoFile> Files) Read(Stream source)
    {
        var descriptor = At(source, IsoLayout.PrimaryDescriptor, IsoLayout.SectorSize);
        if (descriptor[0] != 1 || !descriptor.AsSpan(1, 5).SequenceEqual("CD001"u8))
        {
            throw new InvalidDataException("it has no primary volume descriptor");
        }
        var label = Encoding.ASCII.GetString(descriptor, 40, 32).TrimEnd(' ');
        var directory = Extent(source, descriptor.AsSpan(156));
        List<IsoFile> files = [];
        for (var offset = 0; offset < directory.Length; )
        {
            var length = directory[offset];
            if (length == 0)
            {
                // No record crosses a sector's end (ECMA-119 6.8.1.1).
                offset = (offset / IsoLayout.SectorSize + 1) * IsoLayout.SectorSize;
                continue;
            }
            if (length < DirectoryRecord.ShortestLength || offset + length > directory.Length)
            {
                throw new InvalidDataException("its root directory is damaged");
            }
            var record = directory.AsSpan(offset, length);
            const int Directory = 0b10;
            if ((record[25] & Directory) == 0)
            {
                files.Add(new IsoFile(Name(record), Extent(source, record)));
            }
            offset += length;
        }
        return (label, files);
    }

    private static byte[] Extent(Stream source, ReadOnlySpan<byte> record) =>
        At(
            source,
            BinaryPrimitives.ReadUInt32LittleEndian(record[2..]),
            BinaryPrimitives.ReadUInt32LittleEndian(record[10..])
        );

    private static byte[] At(Stream source, uint sector, uint length)
    {
        var start = (long)sector * IsoLayout.SectorSize;
        if (length > MostBytes || start + length > source.Length)
        {
            throw new InvalidDataException("it ends before what it says it holds");
        }
        var bytes = new byte[length];
        source.Position = start;
        source.ReadExactly(bytes);
        return bytes;
    }

    private static string Name(ReadOnlySpan<byte> record)
    {
        var identifier = record[32];
        if (33 + identifier > record.Length)
        {
            throw new InvalidDataException("its root directory is damaged");
        }
        for (
            var area = DirectoryRecord.Length(identifier);
            area + 5 <= record.Length
                && record[area + 2] >= 4
                && area + record[area + 2] <= record.Length;
            area += record[area + 2]
        )
        {
            if (record.Slice(area, 2).SequenceEqual("NM"u8))
            {
                return Encoding.UTF8.GetString(record[(area + 5)..(area + record[area + 2])]);
            }
        }
        return Encoding.ASCII.GetString(record.Slice(33, identifier));
    }
}
