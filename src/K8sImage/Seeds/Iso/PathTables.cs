using System.Buffers.Binary;

namespace K8sImage.Seeds.Iso;

/// <summary>Path tables (ECMA-119 9.4), two for each tree: each lists the root directory and nothing else.</summary>
internal static class PathTables
{
    /// <summary>Length in bytes of one table.</summary>
    public const int Length = 10;

    public static void Write(Span<byte> image, in IsoLayout layout)
    {
        WriteLittleEndian(Table(image, IsoLayout.PrimaryPathTableL), IsoLayout.PrimaryRoot);
        WriteBigEndian(Table(image, IsoLayout.PrimaryPathTableM), IsoLayout.PrimaryRoot);
        WriteLittleEndian(Table(image, IsoLayout.JolietPathTableL), layout.JolietRoot);
        WriteBigEndian(Table(image, IsoLayout.JolietPathTableM), layout.JolietRoot);
    }

    private static Span<byte> Table(Span<byte> image, int sector) =>
        image.Slice(sector * IsoLayout.SectorSize, Length);

    // Length of the identifier (one byte, zero, as the root's is), its extent, and its parent: the first entry, itself.

    private static void WriteLittleEndian(Span<byte> table, int root)
    {
        table[0] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(table[2..], root);
        BinaryPrimitives.WriteInt16LittleEndian(table[6..], 1);
    }

    private static void WriteBigEndian(Span<byte> table, int root)
    {
        table[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(table[2..], root);
        BinaryPrimitives.WriteInt16BigEndian(table[6..], 1);
    }
}
