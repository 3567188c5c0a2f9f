using System.Buffers.Binary;
using System.Text;

namespace K8sImage.Seeds.Iso;

/// <summary>The primary, the Joliet and the terminating volume descriptor (ECMA-119 8.3 to 8.5).</summary>
internal static class VolumeDescriptors
{
    private const byte Primary = 1;
    private const byte Supplementary = 2;
    private const byte Terminator = 255;

    private const int LabelOffset = 40;
    private const int LabelLength = 32;

    /// <summary>Offset and length in bytes of all texts in a descriptor.</summary>
    private static readonly (int Offset, int Length)[] TextFields =
    [
        (8, 32), // system
        (LabelOffset, LabelLength),
        (190, 128), // volume set
        (318, 128), // publisher
        (446, 128), // data preparer
        (574, 128), // application
        (702, 37), // copyright file
        (739, 37), // abstract file
        (776, 37), // bibliographic file
    ];

    /// <summary>The escape sequence of UCS-2 level 3, by which readers know Joliet.</summary>
    private static ReadOnlySpan<byte> JolietEscape => "%/E"u8;

    public static void Write(Span<byte> image, in IsoLayout layout, string label, IsoDate date)
    {
        Span<byte> primary = Begin(image, IsoLayout.PrimaryDescriptor, Primary);
        WriteTexts(primary, label, Encoding.ASCII);
        WriteNumbers(primary, layout, IsoLayout.PrimaryPathTableL, IsoLayout.PrimaryPathTableM);
        WriteRoot(primary, IsoLayout.PrimaryRoot, layout.PrimaryRootLength, date);
        WriteDates(primary, date);

        Span<byte> joliet = Begin(image, IsoLayout.JolietDescriptor, Supplementary);
        WriteTexts(joliet, label, Encoding.BigEndianUnicode);
        JolietEscape.CopyTo(joliet[88..]);
        WriteNumbers(joliet, layout, IsoLayout.JolietPathTableL, IsoLayout.JolietPathTableM);
        WriteRoot(joliet, layout.JolietRoot, layout.JolietRootLength, date);
        WriteDates(joliet, date);

        Begin(image, IsoLayout.Terminator, Terminator);
    }

    private static Span<byte> Begin(Span<byte> image, int sector, byte type)
    {
        Span<byte> descriptor = image.Slice(sector * IsoLayout.SectorSize, IsoLayout.SectorSize);
        descriptor[0] = type;
        "CD001"u8.CopyTo(descriptor[1..]);
        descriptor[6] = 1; // version
        return descriptor;
    }

    /// <summary>The label; all other texts, from the system's name to the bibliography's, are blank.</summary>
    private static void WriteTexts(Span<byte> descriptor, string label, Encoding encoding)
    {
        Span<byte> space = stackalloc byte[2];
        space = space[..encoding.GetBytes(" ", space)];
        foreach ((int offset, int length) in TextFields)
        {
            Span<byte> field = descriptor.Slice(offset, length);
            // A last byte that holds no whole character of UCS-2 stays zero.
            for (; field.Length >= space.Length; field = field[space.Length..])
            {
                space.CopyTo(field);
            }
        }
        encoding.GetBytes(label, descriptor.Slice(LabelOffset, LabelLength));
    }

    private static void WriteNumbers(
        Span<byte> descriptor,
        in IsoLayout layout,
        int tableL,
        int tableM
    )
    {
        BothEndian.Write(descriptor[80..], layout.Sectors);
        BothEndian.Write(descriptor[120..], (ushort)1); // volumes in the set
        BothEndian.Write(descriptor[124..], (ushort)1); // number of this volume
        BothEndian.Write(descriptor[128..], (ushort)IsoLayout.SectorSize);
        BothEndian.Write(descriptor[132..], (uint)PathTables.Length);
        BinaryPrimitives.WriteInt32LittleEndian(descriptor[140..], tableL);
        BinaryPrimitives.WriteInt32BigEndian(descriptor[148..], tableM);
    }

    private static void WriteRoot(Span<byte> descriptor, int sector, int length, IsoDate date) =>
        DirectoryRecord.WriteDirectory(
            descriptor.Slice(156, DirectoryRecord.ShortestLength),
            DirectoryRecord.Self,
            sector,
            length,
            date
        );

    private static void WriteDates(Span<byte> descriptor, IsoDate date)
    {
        date.WriteLong(descriptor[813..]); // creation
        date.WriteLong(descriptor[830..]); // modification
        IsoDate.WriteUnspecified(descriptor[847..]); // expiration
        IsoDate.WriteUnspecified(descriptor[864..]); // effective
        descriptor[881] = 1; // version of the file structure
    }
}
