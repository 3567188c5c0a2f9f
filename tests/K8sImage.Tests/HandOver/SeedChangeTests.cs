using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.HandOver.Changes;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Files;
using K8sImage.Tests.Seeds;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What would change for each node.</summary>
public sealed class SeedChangeTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _elsewhere = new();

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

    // Each leads to a seed that could be read.
    [Theory]
    [InlineData("../../images/lab/k8s-node1/seed.iso")]
    [InlineData("k8s-node1/../k8s-node1/lab-k8s-node1-seed.iso")]
    [InlineData("/k8s-node1/lab-k8s-node1-seed.iso")]
    public async Task A_manifest_leads_to_no_file_but_those_of_the_bundle(string path)
    {
        var bundle = await _bundles.WriteAsync();
        var iso = path.StartsWith('/') ? bundle + path : path;
        Assert.True(File.Exists(Path.Combine(bundle, iso)));
        await NameAsync(bundle, iso);
        AssertNotPlain(bundle, Shown.Short(iso));
    }

    [Theory]
    [InlineData("k8s-node1", "k8s-node1/lab-k8s-node1-seed.iso")]
    [InlineData("k8s-node1/lab-k8s-node1-seed.iso", "k8s-node1/lab-k8s-node1-seed.iso")]
    [InlineData("manifest.json", "manifest.json")]
    public async Task A_link_of_a_bundle_is_not_followed(string link, string named)
    {
        var bundle = await _bundles.WriteAsync();
        Planted.At(Path.Combine(bundle, link), "link to what was written", _elsewhere.Path);
        AssertNotPlain(bundle, named);
    }

    [Fact]
    public async Task A_seed_that_is_missing_is_not_told_as_one_that_leads_elsewhere()
    {
        var bundle = await _bundles.WriteAsync();
        await NameAsync(bundle, "../missing");
        var refused = Assert.Throws<FindingException>(() => SeedDocuments.OfBundle(bundle));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(
            (HandOverRules.NotWhole.Code, "k8s-node1 has no seed ISO here"),
            (finding.Code, finding.Message)
        );
    }

    [Fact]
    public async Task The_target_takes_the_directory_and_the_archive()
    {
        const string Nodes =
            "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.10 }]";
        using var bundles = new TestBundles(Nodes);
        var file = _elsewhere.Write("lab.yaml", ClusterText.With(Nodes));
        var bundle = await bundles.WriteAsync();
        foreach (var path in (string[])[bundle, bundle + ".zip"])
        {
            using var process = BuildProcess.Start(
                ["Diff", "--cluster", file, "--bundle", path],
                _elsewhere.Path
            );
            var said = (await process.End()).EnsureSuccess();
            Assert.Contains("k8s-master: same", said.Text, StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _elsewhere.Dispose();
    }

    private static async Task NameAsync(string bundle, string iso)
    {
        var path = Path.Combine(bundle, "manifest.json");
        var text = await File.ReadAllTextAsync(path, Stop);
        const string Before = "\"iso\": \"k8s-node1/lab-k8s-node1-seed.iso\"";
        Assert.Contains(Before, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            path,
            text.Replace(Before, $"\"iso\": \"{iso}\"", StringComparison.Ordinal),
            Stop
        );
    }

    private static void AssertNotPlain(string bundle, string named)
    {
        var refused = Assert.Throws<FindingException>(() => SeedDocuments.OfBundle(bundle));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(
            (HandOverRules.NotPlain.Code, bundle, $"{named} is no plain file in it"),
            (finding.Code, finding.Place.File, finding.Message)
        );
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Now(
        params IReadOnlyList<string> lines
    ) =>
        SeedDocuments.Of(
            TestSeeds.Compose(lines.Count == 0 ? _bundles.Cluster : ClusterText.Read(lines), [])
        );
}
