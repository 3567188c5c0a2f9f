using K8sImage.Seeds.Iso;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Iso;

public sealed class IsoReaderTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void What_the_writer_wrote_is_read_back()
    {
        IsoFile[] files =
        [
            new("meta-data", "instance-id: x\n"u8.ToArray()),
            new("user-data", new byte[5000]),
            new("empty", Array.Empty<byte>()),
        ];
        using var image = new MemoryStream();
        IsoImage.Write(image, "cidata", DateTimeOffset.UnixEpoch, files);
        var (label, read) = IsoReader.Read(image);
        Assert.Equal("cidata", label);
        Assert.Equal(
            files
                .OrderBy(file => file.Name)
                .Select(file => (file.Name, Convert.ToHexString(file.Content.Span))),
            read.OrderBy(file => file.Name)
                .Select(file => (file.Name, Convert.ToHexString(file.Content.Span)))
        );
    }

    [Fact]
    public async Task What_another_writer_wrote_is_read_by_its_Rock_Ridge_names()
    {
        _directory.Write("files/user-data", "#cloud-config\n");
        _directory.Write("files/meta-data", "instance-id: x\n");
        var path = _directory["other.iso"];
        (
            await ExternalTool.Run(
                "genisoimage",
                "-quiet",
                "-o",
                path,
                "-V",
                "cidata",
                "-J",
                "-r",
                _directory["files"]
            )
        ).EnsureSuccess();
        await using var image = File.OpenRead(path);
        var (label, files) = IsoReader.Read(image);
        Assert.Equal("cidata", label);
        Assert.Equal(["meta-data", "user-data"], files.Select(file => file.Name).Order());
        Assert.Equal(
            "#cloud-config\n"u8.ToArray(),
            files.Single(file => file.Name == "user-data").Content.ToArray()
        );
    }

    [Fact]
    public void Whatever_is_damaged_there_is_an_image_or_words()
    {
        using var image = new MemoryStream();
        IsoImage.Write(
            image,
            "cidata",
            DateTimeOffset.UnixEpoch,
            [new("meta-data", "x"u8.ToArray()), new("user-data", "y"u8.ToArray())]
        );
        var random = new Random(7);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = image.ToArray();
            // In the primary descriptor and its root directory: nothing else is read but the files.
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var sector =
                    random.Next(2) == 0 ? IsoLayout.PrimaryDescriptor : IsoLayout.PrimaryRoot;
                bytes[sector * IsoLayout.SectorSize + random.Next(400)] = (byte)random.Next(256);
            }
            try
            {
                IsoReader.Read(
                    new MemoryStream(bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)])
                );
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 1000, 20_000);
    }

    public void Dispose() => _directory.Dispose();
}
