using K8sImage.Bases.Packages;
using K8sImage.Disks;
using K8sImage.Findings;
using K8sImage.Machines.Services;
using K8sImage.Tools;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

[assembly: AssemblyFixture(typeof(K8sImage.BootTests.Packages.KubernetesRepository))]

namespace K8sImage.BootTests.Packages;

/// <summary>Nodes that install Kubernetes from a repository, with no way out but to that and to Debian's packages.</summary>
public sealed class PackagesTests(LocalBase local, KubernetesRepository kubernetes)
{
    private const string Mirror = "http://debian.k8simage.test/debian/";

    [Fact]
    public async Task A_control_plane_installs_Kubernetes_and_passes_before_and_after_a_restart()
    {
        var verdict = await VerifyAsync(Cluster());

        Assert.DoesNotContain(
            verdict.Boots.SelectMany(boot => boot.Findings),
            finding => finding.Severity == Severity.Error
        );
        Assert.Equal(2, verdict.Boots.Count);
        Assert.True(verdict.Passed);
        Assert.All(verdict.Boots, boot => Assert.Empty(boot.Report.Off));
    }

    // The community's own key, which signs nothing here; a version that is newer than all that there are; no repository.
    [Theory]
    [Trait("Run", "TestBoots")]
    [InlineData("1.20.2", "DE15B14486CD377B9E876E1A234654DA9A296436", true, "wanted is DE15B14486")]
    [InlineData("1.20.9", null, true, "no kubelet 1.20.9 in http://kubernetes.k8simage.test")]
    [InlineData("1.20.2", null, false, "the repository's key can't be fetched")]
    public async Task What_is_wrong_with_a_repository_is_said_in_words(
        string version,
        string? key,
        bool isServed,
        string words
    )
    {
        var verdict = await VerifyAsync(
            Cluster(version, key),
            plan => plan with { Boots = 1, IsFast = true },
            isServed
        );

        Assert.False(verdict.Passed);
        var check = Assert
            .Single(verdict.Boots)
            .Report.Checks.Single(check =>
                check is { Step: "kubernetes-packages", Name: "the packages were installed" }
            );
        Assert.False(check.Passed);
        Assert.Contains(words, check.Diagnostic!.Seen, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_golden_disk_holds_Kubernetes_and_its_node_passes_without_a_network()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        var lab = LabCluster.ReadText(Cluster());
        await using var services = await ServicesAsync(lab, kubernetes.Directory);
        var golden = await new DiskBaker(plan, work.File("disks"), Logger.None).BakeAsync(
            lab.Cluster,
            lab.Disk("control-plane"),
            local.Disk,
            services,
            progress: null,
            stop
        );

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            lab.Bake(lab.Configurations[0], golden.Disk, work.File("node")),
            progress: null,
            stop
        );

        Assert.True(verdict.Passed);
        Assert.All(verdict.Boots, boot => Assert.Empty(boot.Report.Off));
    }

    private static Task<GuestServices> ServicesAsync(LabCluster lab, string? repository) =>
        GuestServices.StartAsync(
            lab.Cluster,
            repository,
            new Dictionary<string, string> { [Mirror] = DebianSources.Read("/etc/apt")!.Main },
            UserCache.Directory("packages"),
            TestContext.Current.CancellationToken
        );

    private async Task<NodeVerdict> VerifyAsync(
        string cluster,
        Func<MachinePlan, MachinePlan>? change = null,
        bool isServed = true
    )
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        var lab = LabCluster.ReadText(cluster);
        await using var services = await ServicesAsync(lab, isServed ? kubernetes.Directory : null);
        return await new NodeVerifier(change?.Invoke(plan) ?? plan, Logger.None).VerifyAsync(
            lab.Bake(lab.Configurations[0], local.Disk, logs.Path, services.Services),
            progress: null,
            stop
        );
    }

    private string Cluster(string version = "1.20.2", string? key = null) =>
        $$"""
            name: lab-packages
            base: debian-13-local
            kubernetes:
              version: {{version}}
              repository: http://kubernetes.k8simage.test/v1.20/deb/
              repositoryKey: "{{key ?? kubernetes.Key}}"
            packages: { mirror: "{{Mirror}}", proxy: "http://proxy.k8simage.test:3142" }
            network: { gateway: 192.168.218.2 }
            nodes:
              - { name: k8s-master, role: control-plane, address: 192.168.218.10 }
              - { name: k8s-node1, role: worker, address: 192.168.218.11 }
            """;
}
