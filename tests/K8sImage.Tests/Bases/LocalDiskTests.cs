using K8sImage.Bases;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Bases;

public sealed class LocalDiskTests : IDisposable
{
    private static readonly Place Asked = new("--base-image");

    private readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("qcow2")]
    [InlineData("raw")]
    public async Task A_disk_is_known_by_what_is_in_it(string format)
    {
        var path = _files["my.disk"];
        await ImageAsync("create", "-q", "-f", format, path, "1M");
        if (format == "raw")
        {
            await using var disk = File.OpenWrite(path);
            disk.Position = 510;
            disk.Write([0x55, 0xaa]);
        }
        var read = await ReadAsync(path);
        Assert.Equal(("file:my.disk", format, path), (read.Name, read.Format, read.Path));
        var sum = await ExternalTool.Run("sha256sum", path);
        Assert.StartsWith(read.Digest, sum.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_needs_a_backing_file_is_refused()
    {
        await ImageAsync("create", "-q", "-f", "qcow2", _files["base"], "1M");
        await ImageAsync([
            "create",
            "-q",
            "-f",
            "qcow2",
            "-F",
            "qcow2",
            "-b",
            _files["base"],
            _files["overlay"],
        ]);
        await RefusedAsync(_files["overlay"], BaseRules.OtherFiles, "backing file");
    }

    [Fact]
    public async Task A_disk_that_needs_a_data_file_is_refused()
    {
        await ImageAsync([
            "create",
            "-q",
            "-f",
            "qcow2",
            "-o",
            $"data_file={_files["data"]}",
            _files["d"],
            "1M",
        ]);
        await RefusedAsync(_files["d"], BaseRules.OtherFiles, "data file");
    }

    [Theory]
    [InlineData("vmdk")]
    [InlineData("vdi")]
    [InlineData("qed")]
    [InlineData("raw")]
    public async Task A_disk_of_another_format_or_without_boot_sector_is_refused(string format)
    {
        await ImageAsync("create", "-q", "-f", format, _files["disk"], "1M");
        await RefusedAsync(_files["disk"], BaseRules.Format, "neither");
    }

    [Fact]
    public async Task A_qcow2_of_a_version_that_nobody_knows_is_refused()
    {
        File.WriteAllBytes(_files["disk"], "QFI\0\0\0\0\x09"u8.ToArray());
        await using (var disk = File.OpenWrite(_files["disk"]))
        {
            disk.Position = 3;
            disk.WriteByte(0xfb);
        }
        await RefusedAsync(_files["disk"], BaseRules.Format, "version 9");
    }

    [Fact]
    public async Task What_can_not_be_read_is_a_finding()
    {
        _files.Write("empty", "");
        await RefusedAsync(_files["empty"], BaseRules.LocalFile, "empty");
        await RefusedAsync(_files["missing"], BaseRules.LocalFile, "no file");
        await RefusedAsync(_files.Path, BaseRules.LocalFile, "directory");
        await RefusedAsync("", BaseRules.LocalFile, "no file");
        await RefusedAsync("/dev/zero", BaseRules.LocalFile, "no ordinary file");
        // A file that opens for nobody, not even root.
        await RefusedAsync("/proc/self/mem", BaseRules.LocalFile, "");
    }

    private static Task<BaseDisk> ReadAsync(string path) =>
        LocalDisk.ReadAsync(path, Asked, null, TestContext.Current.CancellationToken);

    private static async Task RefusedAsync(string path, Rule rule, string message)
    {
        var thrown = await Assert.ThrowsAsync<FindingException>(() => ReadAsync(path));
        var finding = Assert.Single(thrown.Findings);
        Assert.Equal((rule.Code, Asked), (finding.Code, finding.Place));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Hint);
    }

    private static async Task ImageAsync(params string[] arguments) =>
        (await ExternalTool.Run("qemu-img", arguments)).EnsureSuccess();
}
