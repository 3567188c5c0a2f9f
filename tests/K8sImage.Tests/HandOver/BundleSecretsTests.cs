using System.Text;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;
using K8sImage.Tests.Clusters;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>Where the secrets of a cluster that forms itself lie, in all that a bake and a hand-over write.</summary>
public sealed class BundleSecretsTests : IDisposable
{
    private static readonly ClusterSecrets Secrets = SecretsFile.Read(
        NamedSamples.Secrets,
        "secrets",
        new FindingCollection()
    )!;

    private readonly TestBundles _bundles = new(
        "kubernetes: 1.35.0",
        $"bootstrap: {{ secrets: {NamedSamples.Secrets} }}",
        "network: { gateway: 192.168.218.2, podNetwork: bridge }",
        "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.10 }, { name: k8s-node1, role: worker, address: 192.168.218.11 }, { name: k8s-node2, role: worker, address: 192.168.218.12 }]"
    );

    public void Dispose() => _bundles.Dispose();

    [Fact]
    public async Task Keys_of_the_authorities_lie_in_the_control_plane_s_seed_alone()
    {
        var bundle = await _bundles.WriteAsync();
        foreach (var key in Keys())
        {
            Assert.Equal(
                ["k8s-master/seed.iso", "k8s-master/user-data"],
                FilesWith(_bundles.Images, key)
            );
            Assert.All(
                FilesWith(bundle, key),
                file => Assert.StartsWith("k8s-master/", file, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task A_token_lies_in_the_seeds_of_its_node_and_of_the_control_plane_alone()
    {
        var bundle = await _bundles.WriteAsync();
        foreach (var directory in (string[])[_bundles.Images, bundle])
        {
            var files = FilesWith(directory, Secrets.Tokens["k8s-node1"]);
            Assert.Equal(
                ["k8s-master", "k8s-node1"],
                files.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task What_holds_a_key_is_readable_by_its_owner_alone()
    {
        var bundle = await _bundles.WriteAsync();
        foreach (var directory in (string[])[_bundles.Images, bundle])
        {
            foreach (var file in FilesWith(directory, Keys()[0]))
            {
                Assert.Equal(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    File.GetUnixFileMode(Path.Combine(directory, file))
                );
            }
        }
    }

    // A line in the middle of each: how the rest is wrapped or escaped does not matter.
    private static string[] Keys() =>
        [.. Secrets.Pairs.Select(pair => pair.Private.Split('\n')[1])];

    private static string[] FilesWith(string directory, string text)
    {
        var wanted = Encoding.ASCII.GetBytes(text);
        return
        [
            .. Directory
                .GetFiles(directory, "*", SearchOption.AllDirectories)
                .Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(wanted) >= 0)
                .Select(file => Path.GetRelativePath(directory, file))
                .Order(StringComparer.Ordinal),
        ];
    }
}
