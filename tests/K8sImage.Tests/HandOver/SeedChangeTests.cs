using K8sImage.Findings;
using K8sImage.HandOver.Changes;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What would change for each node.</summary>
public sealed class SeedChangeTests : IDisposable
{
    private readonly TestBundles _bundles = new();

    [Fact]
    public async Task Nothing_changes_against_a_bake_or_a_bundle_of_the_same_file()
    {
        var bundle = await _bundles.WriteAsync();
        foreach (
            var before in new[]
            {
                SeedDocuments.OfBake(_bundles.Images),
                SeedDocuments.OfBundle(bundle),
            }
        )
        {
            Assert.All(
                SeedComparer.Compare(before, Now()),
                change => Assert.Equal(ChangeKind.Same, change.Kind)
            );
        }
    }

    [Fact]
    public void An_address_changes_the_node_and_the_hosts_of_all_and_a_node_comes_and_goes()
    {
        var changes = SeedComparer.Compare(
            SeedDocuments.OfBake(_bundles.Images),
            Now(
                "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.10 }, { name: k8s-node1, role: worker, address: 192.168.218.21, mac: '52:54:00:0a:0b:0c' }, { name: k8s-node3, role: worker, address: 192.168.218.13 }]"
            )
        );
        Assert.Equal(
            [
                ("k8s-master", ChangeKind.Changed),
                ("k8s-node1", ChangeKind.Changed),
                ("k8s-node3", ChangeKind.New),
                ("k8s-node2", ChangeKind.Gone),
            ],
            changes.Select(change => (change.Node, change.Kind))
        );
        Assert.Equal(
            ["meta-data", "user-data"],
            changes[0].Documents.Select(document => document.Name)
        );
        Assert.Equal(
            ["meta-data", "network-config", "user-data"],
            changes[1].Documents.Select(document => document.Name)
        );
        var network = changes[1].Documents[1].Diff.Split('\n');
        Assert.Equal("--- before/k8s-node1/network-config", network[0]);
        Assert.Equal("+++ now/k8s-node1/network-config", network[1]);
        Assert.Equal(
            ["      - \"192.168.218.11/24\""],
            network.Skip(2).Where(line => line.StartsWith('-')).Select(line => line[1..])
        );
        Assert.Equal(
            ["      - \"192.168.218.21/24\""],
            network.Skip(2).Where(line => line.StartsWith('+')).Select(line => line[1..])
        );
    }

    [Fact]
    public void What_is_no_bake_and_no_bundle_is_a_finding()
    {
        Assert.Throws<FindingException>(() => SeedDocuments.OfBake(_bundles.Disks));
        Assert.Throws<FindingException>(() => SeedDocuments.OfBundle(_bundles.Disks));
    }

    public void Dispose() => _bundles.Dispose();

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Now(
        params IReadOnlyList<string> lines
    ) =>
        SeedDocuments.Of(
            TestSeeds.Compose(lines.Count == 0 ? _bundles.Cluster : ClusterText.Read(lines), [])
        );
}
