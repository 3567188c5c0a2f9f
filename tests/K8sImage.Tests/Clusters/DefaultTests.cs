using K8sImage.Clusters;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Clusters;

public sealed class DefaultTests
{
    [Fact]
    public void What_is_not_said_is_the_guide()
    {
        var findings = new FindingCollection();
        var cluster = ClusterText.Read(
            ClusterText.With().Replace("kubernetes: 1.35.0\n", "", StringComparison.Ordinal),
            findings
        )!;
        // The guide's release has come to its end.
        Assert.Equal("K8S133", Assert.Single(findings).Code);
        Assert.Equal("ubuntu-24.04", cluster.Base);
        Assert.Equal("1.33.0", cluster.Kubernetes.Version);
        Assert.Equal(KubernetesRepository.OfCommunity(cluster.Kubernetes), cluster.Repository);
        Assert.Null(cluster.PackageMirror);
        Assert.Null(cluster.SecurityMirror);
        Assert.Null(cluster.PackageProxy);
        Assert.Equal(24, cluster.Network.Prefix);
        Assert.Equal(["8.8.8.8", "8.8.4.4"], cluster.Network.Nameservers.Select(a => $"{a}"));
        Assert.Empty(cluster.Network.Search);
        Assert.Equal("10.244.0.0/16", cluster.Network.Pods.ToString());
        Assert.Equal("10.96.0.0/12", cluster.Network.Services.ToString());
        Assert.Null(cluster.Network.Gateway6);
        Assert.Equal(64, cluster.Network.Prefix6);
        Assert.Equal(
            new TimeSettings("Asia/Shanghai", "time1.aliyun.com", "0 0 * * *", "cron"),
            cluster.Time
        );
        Assert.Equal("C.UTF-8", cluster.Lang);
        Assert.Null(cluster.LcAll);
        Assert.Equal("k8s", cluster.User);
        Assert.Equal([ClusterText.Key], cluster.AuthorizedKeys);
        Assert.False(cluster.RemoveSwapFile);
        Assert.Null(cluster.ControlPlaneEndpoint);
        Assert.Empty(cluster.DisabledSteps);
        Assert.Null(cluster.ExtraUserData);
        Assert.Empty(cluster.RoleUserData);
    }

    [Fact]
    public void Packages_may_come_from_a_site_of_ones_own()
    {
        var cluster = ClusterText.Read(
            "kubernetes: { version: 1.20.2, repository: 'http://10.1.0.4:8080/kubernetes/', repositoryKey: 0123456789ABCDEF0123456789ABCDEF01234567 }",
            "packages: { mirror: 'http://mirror.example.org/debian/', securityMirror: 'http://mirror.example.org/debian-security/', proxy: 'http://proxy.example.org:3142' }"
        );
        Assert.Equal("1.20.2", cluster.Kubernetes.Version);
        Assert.Equal(
            new KubernetesRepository(
                "http://10.1.0.4:8080/kubernetes/",
                "0123456789ABCDEF0123456789ABCDEF01234567"
            ),
            cluster.Repository
        );
        Assert.Equal("http://mirror.example.org/debian/", cluster.PackageMirror);
        Assert.Equal("http://mirror.example.org/debian-security/", cluster.SecurityMirror);
        Assert.Equal("http://proxy.example.org:3142", cluster.PackageProxy);
    }

    [Fact]
    public void What_is_said_is_taken()
    {
        var cluster = ClusterText.Read(
            "base: debian-13",
            "kubernetes: 1.30.2",
            "network: { gateway: 10.1.0.1, prefix: 16, nameservers: [10.1.0.3, 'fd00::3'], search: [lab.example.org], pods: 10.2.0.0/16, services: 10.3.0.0/16, gateway6: 'fd00::1', prefix6: 48 }",
            "time: { zone: Europe/Berlin, server: 10.1.0.3, schedule: '*/5 1-3 1,15 jan mon-fri', method: chrony }",
            "locale: { lang: de_DE.UTF-8, lcAll: C }",
            $"ssh: {{ user: admin_1, authorizedKeys: [{ClusterText.Key}] }}",
            "swap: { removeFile: true }",
            "controlPlaneEndpoint: api.example.org",
            "disabledSteps: [ipvs]",
            "extraUserData: { a: 1 }",
            "roles: { worker: { extraUserData: { b: 2 } } }",
            "nodes: [{ name: n1, role: control-plane, address: 10.1.0.10, address6: 'FD00::10', mac: 52-54-00-0A-0b-0c, interface: ens33, extraUserData: { c: 3 } }]"
        );
        Assert.Equal("debian-13", cluster.Base);
        Assert.Equal((30, 2), (cluster.Kubernetes.Minor, cluster.Kubernetes.Patch));
        Assert.Equal(16, cluster.Network.Prefix);
        Assert.Equal(["10.1.0.3", "fd00::3"], cluster.Network.Nameservers.Select(a => $"{a}"));
        Assert.Equal(["lab.example.org"], cluster.Network.Search);
        Assert.Equal("10.2.0.0/16", cluster.Network.Pods.ToString());
        Assert.Equal("10.3.0.0/16", cluster.Network.Services.ToString());
        Assert.Equal(
            ("fd00::1", 48),
            (cluster.Network.Gateway6!.ToString(), cluster.Network.Prefix6)
        );
        Assert.Equal(
            new TimeSettings("Europe/Berlin", "10.1.0.3", "*/5 1-3 1,15 jan mon-fri", "chrony"),
            cluster.Time
        );
        Assert.Equal(("de_DE.UTF-8", "C"), (cluster.Lang, cluster.LcAll));
        Assert.Equal("admin_1", cluster.User);
        Assert.True(cluster.RemoveSwapFile);
        Assert.Equal("api.example.org", cluster.ControlPlaneEndpoint);
        Assert.Equal(["ipvs"], cluster.DisabledSteps.Select(step => step.Text));
        Assert.NotNull(cluster.ExtraUserData?["a"]);
        Assert.NotNull(cluster.RoleUserData["worker"]["b"]);
        var node = Assert.Single(cluster.Nodes);
        Assert.Equal(("n1", "control-plane"), (node.Name, node.Role));
        Assert.Equal(("10.1.0.10", "fd00::10"), ($"{node.Address}", $"{node.Address6}"));
        Assert.Equal(("52:54:00:0a:0b:0c", "ens33"), (node.Mac, node.Interface));
        Assert.NotNull(node.ExtraUserData?["c"]);
    }

    [Theory]
    [InlineData("1.20.15", "v1beta2", "k8s.gcr.io/pause:3.2")]
    [InlineData("1.21.0", "v1beta2", "k8s.gcr.io/pause:3.4.1")]
    [InlineData("1.22.0", "v1beta3", "k8s.gcr.io/pause:3.5")]
    [InlineData("1.30.0", "v1beta3", "registry.k8s.io/pause:3.9")]
    [InlineData("1.31.0", "v1beta4", "registry.k8s.io/pause:3.10")]
    [InlineData("1.33.0", "v1beta4", "registry.k8s.io/pause:3.10")]
    public void What_hangs_on_the_release_fits_to_it(string version, string api, string sandbox)
    {
        var release = KubernetesRelease.Parse(version)!;
        Assert.Equal($"kubeadm.k8s.io/{api}", release.KubeadmApi);
        Assert.Equal(sandbox, release.SandboxImage);
    }

    [Fact]
    public void Every_known_release_has_all_that_hangs_on_it()
    {
        for (
            var minor = KubernetesRelease.OldestMinor;
            minor <= KubernetesRelease.NewestMinor;
            minor++
        )
        {
            var release = KubernetesRelease.Parse($"1.{minor}.0")!;
            Assert.Contains("/pause:3.", release.SandboxImage, StringComparison.Ordinal);
            Assert.Contains(
                $"/v1.{minor}/",
                KubernetesRepository.OfCommunity(release).Url,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void The_lab_cluster_has_no_fault_but_the_guide_s_release_and_that_its_user_has_to_add_a_key()
    {
        var findings = new FindingCollection();
        var cluster = ClusterReader.ReadFile(Repository.Lab, "lab.yaml", findings);
        Assert.Equal(["k8s-master", "k8s-node1", "k8s-node2"], cluster!.Nodes.Select(n => n.Name));
        Assert.Equal(["K8S133", "K8S130"], findings.Select(finding => finding.Code));
    }
}
