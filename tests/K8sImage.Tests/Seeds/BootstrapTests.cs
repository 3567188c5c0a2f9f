using System.Text;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>The seeds of a cluster that forms itself: who is given which secret.</summary>
public sealed class BootstrapTests
{
    private static readonly ClusterSecrets Secrets = SecretsFile.Read(
        NamedSamples.Secrets,
        "secrets",
        new FindingCollection()
    )!;

    private static NodeConfiguration Node(string name) =>
        TestSeeds.Compose("formed").Single(node => node.Node.Name == name);

    private static string UserData(string name) =>
        Encoding.UTF8.GetString(TestSeeds.Build(Node(name), "user-data"));

    [Fact]
    public void A_worker_has_its_own_token_and_the_hash_and_no_key()
    {
        var worker = UserData("k8s-node1");
        Assert.Contains(Secrets.Tokens["k8s-node1"], worker, StringComparison.Ordinal);
        Assert.Contains(Secrets.CaHash, worker, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", worker, StringComparison.Ordinal);
        Assert.All(
            Secrets
                .Tokens.Where(token => token.Key != "k8s-node1")
                .Select(token => token.Value)
                .Concat(Secrets.SpareTokens),
            token => Assert.DoesNotContain(token, worker, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_first_control_plane_has_all_pairs_and_every_token_but_one_of_its_own()
    {
        var files = TestSeeds.FilesOf(Node("k8s-master"));
        Assert.Equal(Secrets.Ca.Private, files["/var/lib/k8simage/pki/ca.key"]);
        Assert.Equal(Secrets.EtcdCa.Private, files["/var/lib/k8simage/pki/etcd/ca.key"]);
        Assert.Equal(Secrets.ServiceAccount.Public, files["/var/lib/k8simage/pki/sa.pub"]);
        var configuration = files["/etc/kubernetes/kubeadm-config.yaml"];
        Assert.Contains(Secrets.Tokens["k8s-node1"], configuration, StringComparison.Ordinal);
        Assert.Contains(Secrets.SpareTokens[^1], configuration, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Secrets.Tokens["k8s-master"],
            configuration,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_golden_disk_has_no_secret()
    {
        var findings = new FindingCollection();
        var cluster = ClusterText.Read(
            "kubernetes: 1.35.0",
            $"bootstrap: {{ secrets: {NamedSamples.Secrets} }}",
            "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.10 }]"
        );
        var library = StepLibrary.Read([Repository.CloudInit], path => path, findings);
        var disk = new Composer(cluster, library, findings).ComposeDisk("control-plane");
        var text = Encoding.UTF8.GetString(TestSeeds.Build(disk, "user-data"));
        Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        Assert.All(
            Secrets.Tokens.Values.Concat(Secrets.SpareTokens),
            token => Assert.DoesNotContain(token, text, StringComparison.Ordinal)
        );
    }

    // kubeadm knows patches in a file from v1beta3 on (1.22).
    [Theory]
    [InlineData("1.21.14", 0)]
    [InlineData("1.22.17", 4)]
    [InlineData("1.33.13", 4)]
    public void The_control_plane_patches_its_probes_where_kubeadm_can(string release, int count)
    {
        var nodes = TestSeeds.Compose(
            "formed",
            text => text.Replace("1.35.0", release, StringComparison.Ordinal)
        );
        var files = TestSeeds.FilesOf(nodes[0]);
        Assert.Equal(
            count,
            files.Keys.Count(path =>
                path.StartsWith("/etc/kubernetes/patches/", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            count > 0,
            files["/etc/kubernetes/kubeadm-config.yaml"]
                .Contains("directory: /etc/kubernetes/patches", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            TestSeeds.FilesOf(nodes[1]).Keys,
            path => path.Contains("patches", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Only_the_first_control_plane_speaks_for_the_cluster()
    {
        Assert.NotEmpty(Node("k8s-master").ClusterChecks);
        Assert.Empty(Node("k8s-node1").ClusterChecks);
        Assert.Empty(TestSeeds.Compose("lab")[0].ClusterChecks);
    }
}
