using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace K8sImage.HandOver;

/// <summary>
/// The headers before the entries of an archive (APPNOTE 4.3.7). Some programs unpack by them, and others by the directory at the archive's
/// end, as .NET does: only where both say the same does everybody get what was looked at.
/// </summary>
internal static class ArchiveHeaders
{
    private const uint Entry = 0x04034b50;
    private const uint Descriptor = 0x08074b50;
    private const uint DirectoryEntry = 0x02014b50;
    private const uint InLarge = 0xFFFFFFFF;
    private const int Length = 30;
    private const int ShortDescriptor = 16;
    private const int LongDescriptor = 24;

    /// <summary>What headers say otherwise than the directory.</summary>
    /// <param name="file">The archive.</param>
    /// <param name="entries">Its directory, of entries that are stored as they are.</param>
    /// <returns>The first such entry by its name in the directory and what is wrong; null for none.</returns>
    /// <exception cref="IOException">The archive can't be read.</exception>
    public static (string Entry, string What)? Difference(
        FileStream file,
        IReadOnlyList<ZipArchiveEntry> entries
    )
    {
        var reader = new Reader(file);
        // HandOver writes entry behind entry, in the order of the directory, and nothing between.
        foreach (var entry in entries)
        {
            if (reader.Wrong(entry) is { } what)
            {
                return (entry.FullName, what);
            }
        }
        return reader.Next() == DirectoryEntry
            ? null
            : (
                entries[^1].FullName,
                "behind it is something of which the archive's directory says nothing"
            );
    }

    private sealed class Reader(FileStream file)
    {
        private long _place;

        public uint Next() => Read(4) is { } next ? UInt32(next, 0) : 0;

        /// <summary>Looks at the header that is next, and goes on behind its entry.</summary>
        public string? Wrong(ZipArchiveEntry entry)
        {
            if (Read(Length) is not { } header || UInt32(header, 0) != Entry)
            {
                return "before it is something of which the archive's directory says nothing, or it is not where it should be";
            }
            var (nameLength, extraLength) = (UInt16(header, 26), UInt16(header, 28));
            _place += Length;
            var name = Read(nameLength);
            if (name is null || Encoding.UTF8.GetString(name) != entry.FullName)
            {
                return $"the header before it has another name: {Findings.Shown.Short(name is null ? "" : Encoding.UTF8.GetString(name))}";
            }
            // Bit 3: sizes and checksum stand behind the entry (APPNOTE 4.4.4).
            var isBehind = (UInt16(header, 6) & 8) != 0;
            uint[] sizes = [UInt32(header, 18), UInt32(header, 22)];
            if (
                UInt16(header, 8) != 0
                || (!isBehind && UInt32(header, 14) != entry.Crc32)
                || sizes.Any(size =>
                    size != entry.CompressedLength
                    && !(size == 0 && isBehind)
                    && !(size == InLarge && entry.CompressedLength >= InLarge)
                )
            )
            {
                return "the header before it has another size, checksum or method than the archive's directory";
            }
            _place += nameLength + extraLength + entry.CompressedLength;
            if (isBehind && Next() == Descriptor)
            {
                _place += entry.CompressedLength >= InLarge ? LongDescriptor : ShortDescriptor;
            }
            return null;
        }

        private byte[]? Read(int length)
        {
            var bytes = new byte[length];
            file.Position = _place;
            return file.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
                ? bytes
                : null;
        }

        private static ushort UInt16(byte[] bytes, int at) =>
            BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

        private static uint UInt32(byte[] bytes, int at) =>
            BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
    }
}
