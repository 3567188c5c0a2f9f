using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What lies where a bundle is about to be written.</summary>
public sealed class BundleOutputTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _directory = new();

    // The first two are disks of machines, where scripts of older versions made them.
    [Theory]
    [InlineData("lab/k8s-node1/lab-k8s-node1.qcow2", "file")]
    [InlineData("lab/lab-k8s-node1.vdi", "link to a file")]
    [InlineData("lab/.vagrant", "directory")]
    [InlineData("lab/k8s-node1", "link to what was written")]
    [InlineData("lab/index.html", "changed")]
    [InlineData("lab.zip", "changed")]
    public async Task What_is_not_ours_is_named_and_stays(string path, string what)
    {
        await _bundles.WriteAsync();
        path = Path.Combine(_bundles.Bundles, path);
        Planted.At(path, what, _directory["elsewhere"]);
        var before = Planted.Snapshot(_bundles.Bundles);
        // Nothing has changed, and then much.
        await AssertRefusedAsync(path);
        _bundles.BakeDisks();
        await AssertRefusedAsync(path);
        Assert.Equal(before, Planted.Snapshot(_bundles.Bundles));
    }

    [Fact]
    public async Task A_bundle_belongs_to_one_cluster_file()
    {
        await _bundles.WriteAsync();
        var before = Planted.Snapshot(_bundles.Bundles);
        var copy = _directory.Write("copy.yaml", "");
        var refused = await Assert.ThrowsAsync<FindingException>(() =>
            new BundleWriter(_bundles.Bundles, copy).WriteAsync(
                _bundles.Plan([]),
                [],
                _bundles.Verdicts,
                null
            )
        );
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(
            (FileRules.OtherOwner.Code, _bundles.Written),
            (finding.Code, finding.Place.File)
        );
        Assert.Contains(copy, finding.Message, StringComparison.Ordinal);
        Assert.Equal(before, Planted.Snapshot(_bundles.Bundles));
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _directory.Dispose();
    }

    private async Task AssertRefusedAsync(string path)
    {
        var refused = await Assert.ThrowsAsync<FindingException>(() => _bundles.WriteAsync());
        Assert.Contains(
            refused.Findings,
            finding =>
                finding.Place.File == path
                && (
                    finding.Code == FileRules.Foreign.Code || finding.Code == FileRules.Changed.Code
                )
        );
    }
}
