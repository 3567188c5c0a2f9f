namespace K8sImage.Seeds.Iso;

/// <summary>
/// System use entries: those of SUSP 1.12 (IEEE P1281) and of RRIP 1.12 (IEEE P1282). Each method writes one entry and
/// returns what is left of the area.
/// </summary>
internal static class RockRidge
{
    public const int SharingLength = 7;
    public const int ContinuationLength = 28;
    public const int PosixLength = 44;
    public const int TimesLength = 5 + 3 * IsoDate.ShortLength;

    /// <summary>POSIX mode of a regular file, r--r--r--.</summary>
    public const uint ReadOnlyFile = 0x8124;

    /// <summary>POSIX mode of a directory, r-xr-xr-x.</summary>
    public const uint ReadOnlyDirectory = 0x416D;

    private const int ExtensionReferenceLength = 8 + 10 + 73 + 94;

    // The three texts that RRIP 4.3 asks for.
    private static ReadOnlySpan<byte> ExtensionIdentifier => "IEEE_P1282"u8;

    private static ReadOnlySpan<byte> ExtensionDescriptor =>
        "THE IEEE P1282 PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS."u8;

    private static ReadOnlySpan<byte> ExtensionSource =>
        "PLEASE CONTACT THE IEEE STANDARDS DEPARTMENT, PISCATAWAY, NJ, USA FOR THE P1282 SPECIFICATION."u8;

    public static int NameLength(int nameLength) => 5 + nameLength;

    /// <summary>SP (SUSP 5.3): says that system use entries are there.</summary>
    public static Span<byte> WriteSharing(Span<byte> area)
    {
        Span<byte> entry = Begin(area, "SP"u8, SharingLength);
        entry[4] = 0xBE;
        entry[5] = 0xEF;
        return area[SharingLength..];
    }

    /// <summary>CE (SUSP 5.1): where the ER entry is, which is too long for the record.</summary>
    public static Span<byte> WriteContinuation(Span<byte> area, uint sector)
    {
        Span<byte> entry = Begin(area, "CE"u8, ContinuationLength);
        BothEndian.Write(entry[4..], sector);
        BothEndian.Write(entry[12..], 0u); // offset in the sector
        BothEndian.Write(entry[20..], (uint)ExtensionReferenceLength);
        return area[ContinuationLength..];
    }

    /// <summary>ER (SUSP 5.5): says that the entries are those of RRIP 1.12.</summary>
    public static Span<byte> WriteExtensionReference(Span<byte> area)
    {
        Span<byte> entry = Begin(area, "ER"u8, ExtensionReferenceLength);
        entry[4] = (byte)ExtensionIdentifier.Length;
        entry[5] = (byte)ExtensionDescriptor.Length;
        entry[6] = (byte)ExtensionSource.Length;
        entry[7] = 1; // version
        Span<byte> text = entry[8..];
        ExtensionIdentifier.CopyTo(text);
        text = text[ExtensionIdentifier.Length..];
        ExtensionDescriptor.CopyTo(text);
        ExtensionSource.CopyTo(text[ExtensionDescriptor.Length..]);
        return area[ExtensionReferenceLength..];
    }

    /// <summary>PX (RRIP 4.1.1): mode, links, owner and group (both root), serial number.</summary>
    public static Span<byte> WritePosix(Span<byte> area, uint mode, uint links, uint serial)
    {
        Span<byte> entry = Begin(area, "PX"u8, PosixLength);
        BothEndian.Write(entry[4..], mode);
        BothEndian.Write(entry[12..], links);
        BothEndian.Write(entry[20..], 0u);
        BothEndian.Write(entry[28..], 0u);
        BothEndian.Write(entry[36..], serial);
        return area[PosixLength..];
    }

    /// <summary>TF (RRIP 4.1.6): modification, access and attribute change, all at the one date.</summary>
    public static Span<byte> WriteTimes(Span<byte> area, IsoDate date)
    {
        Span<byte> entry = Begin(area, "TF"u8, TimesLength);
        entry[4] = 0b1110;
        for (int offset = 5; offset < TimesLength; offset += IsoDate.ShortLength)
        {
            date.WriteShort(entry[offset..]);
        }
        return area[TimesLength..];
    }

    /// <summary>NM (RRIP 4.1.4): the name.</summary>
    public static Span<byte> WriteName(Span<byte> area, ReadOnlySpan<byte> name)
    {
        Span<byte> entry = Begin(area, "NM"u8, NameLength(name.Length));
        name.CopyTo(entry[5..]);
        return area[entry.Length..];
    }

    private static Span<byte> Begin(Span<byte> area, ReadOnlySpan<byte> signature, int length)
    {
        signature.CopyTo(area);
        area[2] = (byte)length;
        area[3] = 1; // version of the entry
        return area[..length];
    }
}
