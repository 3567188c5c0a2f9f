using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

[assembly: AssemblyFixture(typeof(K8sImage.BootTests.Packages.KubernetesRepository))]

namespace K8sImage.BootTests.Packages;

/// <summary>Nodes that install Kubernetes from a repository, with no way out but to that and to Debian's packages.</summary>
public sealed class PackagesTests(LocalBase local, KubernetesRepository repository)
{
    private readonly PackagesUnderTest _kubernetes = repository.Packages;

    [Fact]
    public async Task A_control_plane_installs_Kubernetes_and_passes_before_and_after_a_restart()
    {
        var verdict = await VerifyAsync(
            PackagesCluster.Text(_kubernetes.Key, _kubernetes.Release),
            plan => plan,
            _kubernetes.Directory
        );

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
    [InlineData(true, "DE15B14486CD377B9E876E1A234654DA9A296436", true, "wanted is DE15B14486")]
    [InlineData(false, null, true, "no kubelet VERSION in http://kubernetes.k8simage.test")]
    [InlineData(true, null, false, "the repository's key can't be fetched")]
    public async Task What_is_wrong_with_a_repository_is_said_in_words(
        bool isThere,
        string? key,
        bool isServed,
        string words
    )
    {
        var version = isThere ? _kubernetes.Release : _kubernetes.Missing;
        var verdict = await VerifyAsync(
            PackagesCluster.Text(key ?? _kubernetes.Key, version),
            Short,
            isServed ? _kubernetes.Directory : null
        );

        AssertNotInstalled(verdict, words.Replace("VERSION", version, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task A_key_that_has_expired_is_said_in_words()
    {
        using var expired = TemporaryDirectory.Create();
        var key = await KubernetesRepository.WithExpiredKeyAsync(
            _kubernetes.Directory,
            expired.Path
        );

        var verdict = await VerifyAsync(
            PackagesCluster.Text(key, _kubernetes.Release),
            Short,
            expired.Path
        );

        AssertNotInstalled(verdict, $"the repository's key {key} has expired on 2020-02-01");
    }

    /// <summary>
    /// What would undo the packages is done to a real node, and what they are for is done with them; see <c>proof.yaml</c>.
    /// </summary>
    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task No_upgrade_takes_another_version_and_kubeadm_and_kubelet_accept_the_node()
    {
        using var steps = TemporaryDirectory.Create();
        await TestSteps.WriteAsync(steps.Path, ["control-plane"], ["Packages/proof.yaml"]);

        // kubeadm wants two processors.
        var verdict = await VerifyAsync(
            PackagesCluster.Text(_kubernetes.Key, _kubernetes.Release),
            plan => plan with { Boots = 1, Cpus = 2 },
            _kubernetes.Directory,
            steps.Path
        );

        Assert.DoesNotContain(
            verdict.Boots.SelectMany(boot => boot.Findings),
            finding => finding.Severity == Severity.Error
        );
        Assert.Equal(8, verdict.Boots[0].Report.Checks.Count(check => check.Step == "proof"));
        Assert.True(verdict.Passed);
    }

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task The_nodes_of_golden_disks_with_Kubernetes_pass_without_a_network()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop);
        var lab = LabCluster.ReadText(PackagesCluster.Text(_kubernetes.Key, _kubernetes.Release));
        var disks = new Dictionary<string, GoldenDisk>(StringComparer.Ordinal);
        await using (
            var services = await PackagesCluster.ServicesAsync(
                lab.Cluster,
                _kubernetes.Directory,
                stop
            )
        )
        {
            using var output = OwnedOutput.Open(work.Path, "disks", owner: null);
            var baker = new DiskBaker(plan, output, DiskCompression.Zstd, Logger.None);
            foreach (var role in (string[])["control-plane", "worker"])
            {
                disks[role] = await baker.BakeAsync(
                    lab.Cluster,
                    lab.Disk(role),
                    local.Disk,
                    services,
                    progress: null,
                    stop
                );
            }
        }

        var verdicts = await new NodeVerifier(plan, Logger.None).VerifyAllAsync(
            [
                .. lab.Configurations.Select(node =>
                    lab.Bake(node, disks[node.Node.Role].Disk, work.File(node.Node.Name))
                ),
            ],
            Jobs.ForThisMachine(plan),
            progress: null,
            stop
        );

        Assert.Equal(2, verdicts.Count);
        Assert.All(verdicts, verdict => Assert.True(verdict.Passed));
        Assert.All(
            verdicts.SelectMany(verdict => verdict.Boots),
            boot =>
            {
                Assert.Empty(boot.Report.Off);
                Assert.Contains(boot.Report.Checks, check => check.Step == "kubelet");
                Assert.Contains(boot.Report.Checks, check => check.Step == "kubernetes-packages");
            }
        );
    }

    // A fault ends at the first boot; a resumed guest comes to it sooner.
    private static MachinePlan Short(MachinePlan plan) => plan with { Boots = 1, IsFast = true };

    private static void AssertNotInstalled(NodeVerdict verdict, string words)
    {
        Assert.False(verdict.Passed);
        var check = Assert
            .Single(verdict.Boots)
            .Report.Checks.Single(check =>
                check is { Step: "kubernetes-packages", Name: "the packages were installed" }
            );
        Assert.False(check.Passed);
        Assert.Contains(words, check.Diagnostic!.Seen, StringComparison.Ordinal);
    }

    private async Task<NodeVerdict> VerifyAsync(
        string cluster,
        Func<MachinePlan, MachinePlan> change,
        string? repository,
        params IReadOnlyList<string> steps
    )
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = change(await TestMachine.PlanAsync(stop));
        var lab = LabCluster.ReadText(cluster, steps);
        await using var services = await PackagesCluster.ServicesAsync(
            lab.Cluster,
            repository,
            stop
        );
        return await new NodeVerifier(plan, Logger.None).VerifyAsync(
            lab.Bake(lab.Configurations[0], local.Disk, logs.Path, services.Services),
            progress: null,
            stop
        );
    }
}
