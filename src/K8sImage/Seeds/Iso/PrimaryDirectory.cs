using System.Text;

namespace K8sImage.Seeds.Iso;

/// <summary>The root directory of the primary tree, with Rock Ridge in the records' system use areas.</summary>
internal static class PrimaryDirectory
{
    private const int AttributesLength = RockRidge.PosixLength + RockRidge.TimesLength;
    private const int SelfLength =
        DirectoryRecord.ShortestLength
        + RockRidge.SharingLength
        + AttributesLength
        + RockRidge.ContinuationLength
        + 1; // records have an even length
    private const int ParentLength = DirectoryRecord.ShortestLength + AttributesLength;

    /// <summary>Length in bytes of the first two records, "." and "..".</summary>
    public const int HeadLength = SelfLength + ParentLength;

    public static int RecordLength(string name) =>
        (
            DirectoryRecord.Length(name.Length)
            + AttributesLength
            + RockRidge.NameLength(name.Length)
            + 1
        ) & ~1;

    /// <summary>Writes the directory and its continuation area.</summary>
    public static void Write(Span<byte> image, in IsoLayout layout, IsoFile[] files, IsoDate date)
    {
        Span<byte> directory = image.Slice(
            IsoLayout.PrimaryRoot * IsoLayout.SectorSize,
            layout.PrimaryRootLength
        );
        Span<byte> continuation = image[(layout.Continuation * IsoLayout.SectorSize)..];
        RockRidge.WriteExtensionReference(continuation);

        Span<byte> self = directory[..SelfLength];
        WriteRoot(self, DirectoryRecord.Self, layout, date);
        Span<byte> use = self[DirectoryRecord.ShortestLength..];
        use = RockRidge.WriteSharing(use);
        use = WriteRootAttributes(use, date);
        RockRidge.WriteContinuation(use, (uint)layout.Continuation);

        Span<byte> parent = directory.Slice(SelfLength, ParentLength);
        WriteRoot(parent, DirectoryRecord.Parent, layout, date);
        WriteRootAttributes(parent[DirectoryRecord.ShortestLength..], date);

        int offset = HeadLength;
        uint sector = (uint)layout.FirstFile;
        Span<byte> name = stackalloc byte[IsoNames.MaximumLength];
        for (int i = 0; i < files.Length; i++)
        {
            int length = RecordLength(files[i].Name);
            offset = DirectoryRecord.Place(offset, length);
            Span<byte> identifier = name[..Encoding.ASCII.GetBytes(files[i].Name, name)];
            Span<byte> record = directory.Slice(offset, length);
            DirectoryRecord.WriteFile(record, identifier, sector, files[i], date);
            use = record[DirectoryRecord.Length(identifier.Length)..];
            use = RockRidge.WritePosix(use, RockRidge.ReadOnlyFile, links: 1, serial: (uint)i + 2);
            use = RockRidge.WriteTimes(use, date);
            RockRidge.WriteName(use, identifier);
            offset += length;
            sector += IsoLayout.FileSectors(files[i]);
        }
    }

    private static void WriteRoot(
        Span<byte> record,
        ReadOnlySpan<byte> identifier,
        in IsoLayout layout,
        IsoDate date
    ) =>
        DirectoryRecord.WriteDirectory(
            record,
            identifier,
            IsoLayout.PrimaryRoot,
            layout.PrimaryRootLength,
            date
        );

    private static Span<byte> WriteRootAttributes(Span<byte> use, IsoDate date) =>
        RockRidge.WriteTimes(
            RockRidge.WritePosix(use, RockRidge.ReadOnlyDirectory, links: 2, serial: 1),
            date
        );
}
