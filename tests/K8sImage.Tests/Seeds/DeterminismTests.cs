using System.Security.Cryptography;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>The same input gives the same bytes, ISO included, whoever runs it where and when.</summary>
public sealed class DeterminismTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_bytes_do_not_depend_on_run_directory_time_zone_or_language()
    {
        var first = await Bake("a", Repository.Root);
        Assert.Equal(14, first.Count);
        Assert.Equal(first, await Bake("b", Repository.Root));
        Directory.CreateDirectory(_directory["elsewhere"]);
        Assert.Equal(
            first,
            await Bake(
                "c/deeper",
                _directory["elsewhere"],
                ("TZ", "Pacific/Kiritimati"),
                ("LANG", "tr_TR.UTF-8"),
                ("LC_ALL", "ar_SA.UTF-8"),
                ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "0"),
                ("HOME", _directory.Path)
            )
        );
    }

    [Fact]
    public async Task Source_date_epoch_dates_the_isos_and_nothing_else()
    {
        var without = await Bake("a", Repository.Root);
        var with = await Bake("b", Repository.Root, ("SOURCE_DATE_EPOCH", "1700000000"));
        Assert.Equal(
            with,
            await Bake(
                "c",
                Repository.Root,
                ("SOURCE_DATE_EPOCH", "1700000000"),
                ("TZ", "Asia/Shanghai")
            )
        );
        // The manifest and the sums hold the hashes of the ISOs.
        Assert.Equal(
            "SHA256SUMS k8s-master/seed.iso k8s-node1/seed.iso k8s-node2/seed.iso manifest.json".Split(
                ' '
            ),
            with.Keys.Where(name => with[name] != without[name]).Order(StringComparer.Ordinal)
        );
        var iso = _directory["b/lab/k8s-master/seed.iso"];
        var output = await ExternalTool.Run("blkid", "-p", "-o", "value", "-s", "UUID", iso);
        Assert.Equal("2023-11-14-22-13-20-00", output.EnsureSuccess().Text.Trim());
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("5800000000")]
    public async Task A_source_date_epoch_that_is_no_date_is_a_finding(string epoch)
    {
        using var process = BuildProcess.Start(
            Repository.Lab,
            _directory["a"],
            Repository.Root,
            ("SOURCE_DATE_EPOCH", epoch)
        );
        var output = await process.End();
        Assert.NotEqual(0, output.ExitCode);
        Assert.Contains(
            $"SOURCE_DATE_EPOCH: error K8S304: '{epoch}' is no number",
            output.Error,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(_directory["a/lab"]));
    }

    private async Task<Dictionary<string, string>> Bake(
        string output,
        string workingDirectory,
        params (string, string)[] environment
    )
    {
        using var process = BuildProcess.Start(
            Repository.Lab,
            _directory[output],
            workingDirectory,
            environment
        );
        var end = await process.End();
        Assert.True(end.ExitCode == 0, end.Text + end.Error);
        var root = Path.Combine(_directory[output], "lab");
        return Directory
            .GetFiles(root, "*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(root, path),
                path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))
            );
    }
}
