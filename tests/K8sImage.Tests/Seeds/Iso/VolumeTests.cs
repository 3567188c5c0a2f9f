using System.Globalization;
using System.Security.Cryptography;
using K8sImage.Seeds.Iso;
using K8sImage.Tests.Tools;
using Xunit;
using static System.StringComparison;
using static System.StringSplitOptions;

namespace K8sImage.Tests.Seeds.Iso;

public sealed class VolumeTests : IDisposable
{
    private readonly TemporaryImage _image = new([
        new("user-data", "#cloud-config\n"u8.ToArray()),
        new("meta-data", "instance-id: i-1\n"u8.ToArray()),
        new("vendor-data", default),
    ]);

    public void Dispose() => _image.Dispose();

    [Fact]
    public async Task Blkid_sees_the_label_and_a_uuid_made_of_the_date()
    {
        ToolOutput output = await ExternalTool.Run("blkid", "-p", "-o", "export", _image.Path);
        string[] properties = output.EnsureSuccess().Lines;
        Assert.Contains("TYPE=iso9660", properties);
        Assert.Contains("LABEL=cidata", properties);
        Assert.Contains("UUID=2026-01-02-03-04-05-67", properties);
    }

    [Theory]
    [InlineData("-d")]
    [InlineData("-d", "-J")]
    public async Task Isoinfo_sees_label_size_and_both_extensions(params string[] options)
    {
        ToolOutput output = await ExternalTool.Run("isoinfo", [.. options, "-i", _image.Path]);
        string[] lines = output.EnsureSuccess().Lines;
        Assert.Contains("Volume id: cidata", lines);
        Assert.Contains($"Volume size is: {new FileInfo(_image.Path).Length / 2048}", lines);
        Assert.Contains("Rock Ridge signatures version 1 found", lines);
        Assert.Contains(lines, line => line.Contains("UCS level 3", Ordinal));
    }

    [Fact]
    public async Task Isoinfo_sees_files_that_all_may_read_and_none_may_write()
    {
        ToolOutput output = await ExternalTool.Run("isoinfo", "-R", "-l", "-i", _image.Path);
        string[] lines = output.EnsureSuccess().Lines;
        Assert.Equal(2, lines.Count(line => line.StartsWith("dr-xr-xr-x ", Ordinal)));
        Assert.Equal(3, lines.Count(line => line.StartsWith("-r--r--r-- ", Ordinal)));
    }

    [Theory]
    [InlineData("-p")]
    [InlineData("-p", "-J")]
    public async Task Isoinfo_finds_the_root_directory_in_the_path_table(params string[] options)
    {
        ToolOutput table = await ExternalTool.Run("isoinfo", [.. options, "-i", _image.Path]);
        ToolOutput listing = await ExternalTool.Run(
            "isoinfo",
            [.. options[1..], "-l", "-i", _image.Path]
        );
        string[] entry = table.EnsureSuccess().Lines[1].Split(' ', RemoveEmptyEntries);
        Assert.Equal("1:", entry[0]);
        int sector = int.Parse(entry[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.EndsWith($"[{sector, 7} 02]  . ", listing.EnsureSuccess().Lines[1], Ordinal);
    }

    [Fact]
    public async Task Xorriso_finds_nothing_wrong_with_the_medium()
    {
        ToolOutput output = await ExternalTool.Run(
            "xorriso",
            ["-abort_on", "WARNING", "-indev", _image.Path, "-check_media", "--"]
        );
        Assert.Contains(
            $"Media region :          0 ,{new FileInfo(_image.Path).Length / 2048, 11} , + good",
            output.EnsureSuccess().Lines
        );
    }

    [Fact]
    public void The_length_is_known_beforehand()
    {
        long length = new FileInfo(_image.Path).Length;
        Assert.Equal(length, IsoImage.GetLength(_image.Files));
        Assert.Equal(0, length % 2048);
    }

    /// <summary>
    /// A change of this hash is a change of every seed ISO: their hashes, and the verdicts that hang on them.
    /// </summary>
    [Fact]
    public void The_format_has_not_changed() =>
        Assert.Equal(
            "c172932a06022464d5f7ee4ff21fe3ab31627851f780202429af8d1957940b4a",
            Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_image.Path)))
        );
}
