namespace K8sImage.Seeds.Iso;

/// <summary>A directory record without its system use area (ECMA-119 9.1).</summary>
internal static class DirectoryRecord
{
    /// <summary>Length in bytes of a record whose identifier is one byte: the directory itself and its parent.</summary>
    public const int ShortestLength = IdentifierOffset + 1;

    /// <summary>Identifier of a directory in itself (ECMA-119 7.6.2).</summary>
    public static ReadOnlySpan<byte> Self => [0];

    /// <summary>Identifier of a directory's parent (ECMA-119 7.6.2).</summary>
    public static ReadOnlySpan<byte> Parent => [1];

    private const int IdentifierOffset = 33;

    /// <summary>Length in bytes up to the system use area, which begins at an even offset.</summary>
    public static int Length(int identifierLength) =>
        (IdentifierOffset + identifierLength + 1) & ~1;

    /// <summary>Offset of the next record, which must not cross a sector's end (ECMA-119 6.8.1.1).</summary>
    /// <param name="offset">Where the record before it ends, in bytes from the directory's start.</param>
    /// <param name="length">Length in bytes of the next record.</param>
    public static int Place(int offset, int length)
    {
        int free = IsoLayout.SectorSize - offset % IsoLayout.SectorSize;
        return length <= free ? offset : offset + free;
    }

    public static void WriteFile(
        Span<byte> record,
        ReadOnlySpan<byte> identifier,
        uint sector,
        IsoFile file,
        IsoDate date
    ) => Write(record, identifier, sector, (uint)file.Content.Length, flags: 0, date);

    public static void WriteDirectory(
        Span<byte> record,
        ReadOnlySpan<byte> identifier,
        int sector,
        int length,
        IsoDate date
    ) => Write(record, identifier, (uint)sector, (uint)length, flags: 0b10, date);

    private static void Write(
        Span<byte> record,
        ReadOnlySpan<byte> identifier,
        uint sector,
        uint length,
        byte flags,
        IsoDate date
    )
    {
        record[0] = (byte)record.Length;
        BothEndian.Write(record[2..], sector);
        BothEndian.Write(record[10..], length);
        date.WriteShort(record[18..]);
        record[25] = flags;
        BothEndian.Write(record[28..], (ushort)1); // volume sequence number
        record[32] = (byte)identifier.Length;
        identifier.CopyTo(record[IdentifierOffset..]);
    }
}
