using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>What lies where seeds are about to be written, and is not this bake's.</summary>
public sealed class PlantedTests : IDisposable
{
    private const string Berlin = "time: { zone: Europe/Berlin }";

    private readonly Bakery _bakery = new();
    private readonly TestDirectory _directory = new();

    public void Dispose()
    {
        _bakery.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("thesis.txt", "file")]
    [InlineData("n1/.hidden", "file")]
    [InlineData("photos", "directory")]
    [InlineData("n3", "directory")]
    [InlineData("n1/link", "link to a file")]
    [InlineData("n1/link", "link to a directory")]
    [InlineData("link", "dangling link")]
    [InlineData("n1/pipe", "pipe")]
    [InlineData("n1/seed.iso", "link to what was written")]
    [InlineData("n1/seed.iso", "directory")]
    [InlineData("n1/user-data", "pipe")]
    [InlineData("manifest.json", "link to what was written")]
    [InlineData("SHA256SUMS", "link to a file")]
    [InlineData("n1", "link to what was written")]
    [InlineData("n1", "file")]
    [InlineData("", "link to what was written")]
    public void What_is_not_ours_is_named_and_nothing_changes(string path, string what)
    {
        _bakery.Bake(Bakery.TwoNodes);
        path = Path.Combine(_bakery.Target, path).TrimEnd('/');
        Planted.At(path, what, _directory["elsewhere"]);
        // Nothing has changed, a value has, a node has left.
        AssertRefused(path, Bakery.TwoNodes);
        AssertRefused(path, Bakery.TwoNodes, Berlin);
        AssertRefused(path, "nodes: [{ name: n2, role: control-plane, address: 192.168.218.11 }]");
    }

    [Theory]
    [InlineData("thesis.txt", "file")]
    [InlineData("n1", "directory")]
    [InlineData("n1/seed.iso", "file")]
    [InlineData("n1/seed.iso", "link to a file")]
    [InlineData("n1", "link to a directory")]
    [InlineData("", "link to a directory")]
    [InlineData("", "file")]
    public void What_was_there_before_the_first_bake_is_named_and_nothing_changes(
        string path,
        string what
    )
    {
        path = Path.Combine(_bakery.Target, path).TrimEnd('/');
        Planted.At(path, what, _directory["elsewhere"]);
        AssertRefused(path, Bakery.TwoNodes);
    }

    [Fact]
    public void Two_cluster_files_of_one_name_do_not_overwrite_each_other_s_seeds()
    {
        _bakery.ClusterFile = _directory.Write("lab.yaml", "");
        _bakery.Bake(Bakery.TwoNodes);
        var before = Planted.Snapshot(_bakery.Root);
        var first = _bakery.ClusterFile;
        _bakery.ClusterFile = _directory.Write("copy.yaml", "");
        // A copy whose name was not changed, and what becomes of it.
        foreach (var zone in (string[])["time: { zone: Asia/Shanghai }", Berlin])
        {
            var refused = Assert.Throws<FindingException>(() =>
                _bakery.Bake(Bakery.TwoNodes, zone)
            );
            var finding = Assert.Single(refused.Findings);
            Assert.Equal(
                (FileRules.OtherOwner.Code, _bakery.Target),
                (finding.Code, finding.Place.File)
            );
            Assert.Contains(first, finding.Message, StringComparison.Ordinal);
            Assert.Contains(_bakery.ClusterFile, finding.Message, StringComparison.Ordinal);
            Assert.Equal(before, Planted.Snapshot(_bakery.Root));
        }
        _bakery.ClusterFile = first;
        Assert.False(_bakery.Bake(Bakery.TwoNodes).IsRewritten);
    }

    [Fact]
    public async Task The_target_says_so_too_whether_anything_has_changed_or_not()
    {
        var file = _directory.Write("lab.yaml", ClusterText.With());
        var copy = _directory.Write("copy.yaml", ClusterText.With());
        (await BakeAsync(file)).EnsureSuccess();
        await AssertRefusedAsync(copy, FileRules.OtherOwner);

        var thesis = _directory.Write("out/lab/thesis.txt", "mine");
        await AssertRefusedAsync(file, FileRules.Foreign);
        File.Delete(thesis);
        (await BakeAsync(file)).EnsureSuccess();
    }

    private void AssertRefused(string path, params IReadOnlyList<string> cluster)
    {
        var before = Planted.Snapshot(_bakery.Root);
        var refused = Assert.Throws<FindingException>(() => _bakery.Bake(cluster));
        Assert.Contains(
            refused.Findings,
            finding =>
                finding.Code == FileRules.Foreign.Code
                && path.StartsWith(finding.Place.File, StringComparison.Ordinal)
                && finding.Place.File.StartsWith(_bakery.Target, StringComparison.Ordinal)
        );
        Assert.Equal(before, Planted.Snapshot(_bakery.Root));
    }

    private async Task AssertRefusedAsync(string file, Rule rule)
    {
        var before = Planted.Snapshot(_directory.Path);
        var said = await BakeAsync(file);
        Assert.Equal(255, said.ExitCode);
        Assert.Contains($"error {rule.Code}: ", said.Error, StringComparison.Ordinal);
        Assert.Equal(before, Planted.Snapshot(_directory.Path));
    }

    private Task<ToolOutput> BakeAsync(string file) =>
        BuildProcess.Start(file, _directory["out"], _directory.Path).End();
}
