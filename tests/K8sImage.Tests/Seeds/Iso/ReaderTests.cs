using K8sImage.Seeds.Iso;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

public sealed class ReaderTests
{
    private const int MiB = 1 << 20;

    public static MatrixTheoryData<int, int> ReadersAndSizes =>
        new(Enumerable.Range(0, Reader.All.Count), [0, 1, 2047, 2048, 2049, 5 * MiB]);

    public static TheoryData<int> Readers => new(Enumerable.Range(0, Reader.All.Count));

    [Theory]
    [MemberData(nameof(ReadersAndSizes))]
    public async Task Every_name_and_every_byte_is_read_back(int reader, int size)
    {
        using var image = new TemporaryImage([
            new("user-data", Noise(size, seed: 1)),
            new("meta-data", Noise(size, seed: 2)),
            new("network-config", Noise(100, seed: 3)),
        ]);
        await AssertReadBack(Reader.All[reader], image);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_directory_of_several_sectors_with_the_longest_names_is_read_back(int reader)
    {
        using var image = new TemporaryImage([
            .. Enumerable
                .Range(0, 40)
                .Select(i => new IsoFile($"{i}-".PadRight(64, 'x'), Noise(i, i))),
        ]);
        await AssertReadBack(Reader.All[reader], image);
    }

    private static async Task AssertReadBack(Reader reader, TemporaryImage image)
    {
        IReadOnlyList<string> names = await reader.List(image);
        Assert.Equal(
            image.Files.Select(file => file.Name).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal)
        );
        foreach (IsoFile file in image.Files)
        {
            byte[] read = await reader.Read(image, file.Name);
            Assert.True(
                file.Content.Span.SequenceEqual(read),
                $"{reader}: {file.Name} of {file.Content.Length} bytes came back as other {read.Length} bytes"
            );
        }
    }

    internal static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
