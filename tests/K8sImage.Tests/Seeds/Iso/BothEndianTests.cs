using System.Buffers.Binary;
using K8sImage.Seeds.Iso;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

/// <summary>
/// The big-endian halves: the readers at hand look at the little-endian ones only, so these are read here, at the
/// offsets of ECMA-119 8.4, 9.1 and 9.4.
/// </summary>
public sealed class BothEndianTests
{
    private const int SectorSize = 2048;

    private static readonly byte[] Image = WriteImage();

    public static TheoryData<int> Descriptors => [16 * SectorSize, 17 * SectorSize];

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void Descriptors_and_directories_say_the_same_in_both_byte_orders(int descriptor)
    {
        foreach (int offset in (int[])[120, 124, 128])
        {
            Span<byte> field = Image.AsSpan(descriptor + offset, 4);
            Assert.NotEqual(0, BinaryPrimitives.ReadInt16LittleEndian(field));
            Assert.Equal(
                BinaryPrimitives.ReadInt16LittleEndian(field),
                BinaryPrimitives.ReadInt16BigEndian(field[2..])
            );
        }
        AssertSame(descriptor + 80); // volume space size
        AssertSame(descriptor + 132); // path table size
        int directory = AssertSame(descriptor + 156 + 2) * SectorSize;
        int records = 0;
        for (int at = directory; Image[at] != 0; at += Image[at])
        {
            AssertSame(at + 2); // extent
            AssertSame(at + 10); // length
            records++;
        }
        Assert.Equal(4, records);
    }

    [Theory]
    [MemberData(nameof(Descriptors))]
    public void The_big_endian_path_table_leads_to_the_root_directory_too(int descriptor)
    {
        int root = AssertSame(descriptor + 156 + 2);
        int table = ReadBigEndian(descriptor + 148) * SectorSize;
        Assert.Equal((byte[])[1, 0], Image[table..(table + 2)]);
        Assert.Equal(root, ReadBigEndian(table + 2));
        Assert.Equal((byte[])[0, 1, 0, 0], Image[(table + 6)..(table + 10)]);
    }

    private static int AssertSame(int offset)
    {
        int value = BinaryPrimitives.ReadInt32LittleEndian(Image.AsSpan(offset));
        Assert.NotEqual(0, value);
        Assert.Equal(value, ReadBigEndian(offset + 4));
        return value;
    }

    private static int ReadBigEndian(int offset) =>
        BinaryPrimitives.ReadInt32BigEndian(Image.AsSpan(offset));

    private static byte[] WriteImage()
    {
        using var stream = new MemoryStream();
        IsoImage.Write(
            stream,
            "cidata",
            TemporaryImage.Date,
            [
                new("user-data", ReaderTests.Noise(70_000, seed: 1)),
                new("meta-data", ReaderTests.Noise(300, seed: 2)),
            ]
        );
        return stream.ToArray();
    }
}
