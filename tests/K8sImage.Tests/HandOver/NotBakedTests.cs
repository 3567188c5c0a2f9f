using K8sImage.Findings;
using K8sImage.HandOver;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What was never baked is not handed over, and its digest is not asked for.</summary>
public sealed class NotBakedTests : IDisposable
{
    private readonly TestBundles _bundles = new();

    [Fact]
    public void A_node_that_was_never_baked_is_refused_at_its_line()
    {
        _bundles.BakeOnly("k8s-master", "k8s-node2");
        AssertNotBaked();
    }

    [Theory]
    [InlineData("k8s-node1")]
    [InlineData("k8s-node1/seed.iso")]
    public void A_node_whose_seed_is_gone_is_refused_at_its_line(string gone)
    {
        Directory.Move(Path.Combine(_bundles.Images, gone), _bundles.Images + "-gone");
        AssertNotBaked();
    }

    [Fact]
    public void A_cluster_that_was_never_baked_is_refused()
    {
        Directory.Delete(_bundles.Images, recursive: true);
        var refused = Assert.Throws<FindingException>(() => _bundles.Plan([]));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(
            (HandOverRules.NotWhole.Code, _bundles.Images, "there is no baked cluster"),
            (finding.Code, finding.Place.File, finding.Message)
        );
    }

    public void Dispose() => _bundles.Dispose();

    private void AssertNotBaked()
    {
        var findings = new FindingCollection();
        var bundle = _bundles.Plan(findings);
        var finding = Assert.Single(findings);
        Assert.Equal(
            (HandOverRules.NotBaked.Code, Severity.Error, "k8s-node1 has not been baked"),
            (finding.Code, finding.Severity, finding.Message)
        );
        Assert.Equal("lab.yaml", finding.Place.File);
        Assert.True(finding.Place.Line > 0);
        Assert.DoesNotContain(bundle.Nodes, node => node.Node.Name == "k8s-node1");
    }
}
