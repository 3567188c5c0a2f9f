using System.Text;

namespace K8sImage.Seeds.Iso;

/// <summary>
/// The root directory of the Joliet tree (Joliet specification, Microsoft 1995): the same extents, names in big-endian
/// UCS-2. Like the primary tree's, they carry no version number.
/// </summary>
internal static class JolietDirectory
{
    /// <summary>Length in bytes of the first two records, "." and "..".</summary>
    public const int HeadLength = 2 * DirectoryRecord.ShortestLength;

    public static int RecordLength(string name) => DirectoryRecord.Length(2 * name.Length);

    public static void Write(Span<byte> image, in IsoLayout layout, IsoFile[] files, IsoDate date)
    {
        Span<byte> directory = image.Slice(
            layout.JolietRoot * IsoLayout.SectorSize,
            layout.JolietRootLength
        );
        WriteRoot(directory, DirectoryRecord.Self, layout, date);
        WriteRoot(
            directory[DirectoryRecord.ShortestLength..],
            DirectoryRecord.Parent,
            layout,
            date
        );

        int offset = HeadLength;
        uint sector = (uint)layout.FirstFile;
        Span<byte> name = stackalloc byte[2 * IsoNames.MaximumLength];
        foreach (IsoFile file in files)
        {
            int length = RecordLength(file.Name);
            offset = DirectoryRecord.Place(offset, length);
            Span<byte> identifier = name[..Encoding.BigEndianUnicode.GetBytes(file.Name, name)];
            DirectoryRecord.WriteFile(
                directory.Slice(offset, length),
                identifier,
                sector,
                file,
                date
            );
            offset += length;
            sector += IsoLayout.FileSectors(file);
        }
    }

    private static void WriteRoot(
        Span<byte> directory,
        ReadOnlySpan<byte> identifier,
        in IsoLayout layout,
        IsoDate date
    ) =>
        DirectoryRecord.WriteDirectory(
            directory[..DirectoryRecord.ShortestLength],
            identifier,
            layout.JolietRoot,
            layout.JolietRootLength,
            date
        );
}
