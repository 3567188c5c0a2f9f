using System.Text.Json;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;
using K8sImage.Packing;
using Xunit;

namespace K8sImage.BootTests.Formed;

/// <summary>The lab cluster forms itself from its ISOs and golden disks, with no network but the nodes' own, and works.</summary>
[Collection(nameof(WholeMachine))]
public sealed class ClusterTests
{
    private const string Release = "1.33.13";
    private const string Cluster = "lab-formed";

    // Half an hour, on two processors without hardware virtualisation.
    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Three_machines_that_are_switched_on_together_become_a_cluster_that_works()
    {
        if (ProgramDirectory.Find(told: null, Repository.Root) is null)
        {
            Assert.Skip(
                $"no Kubernetes {Release} here: {ProgramDirectory.Variable} names no directory of programs"
            );
        }
        await BuildAsync("PackKubernetes", "--release", Release);
        await BuildAsync("Secrets", "--cluster", Cluster);
        await BuildAsync(
            "BakeDisks",
            "--cluster",
            Cluster,
            "--repository",
            $"artifacts/kubernetes/{Release}/repository"
        );
        await BuildAsync("VerifyCluster", "--cluster", Cluster, "--level", "cluster");

        var verdicts = Path.Combine(Repository.Root, "artifacts", "verdicts", Cluster);
        using var verdict = JsonDocument.Parse(
            await File.ReadAllBytesAsync(
                Path.Combine(verdicts, "verdict.json"),
                TestContext.Current.CancellationToken
            )
        );
        Assert.True(verdict.RootElement.GetProperty("passed").GetBoolean());
        var boot = verdict.RootElement.GetProperty("formed").GetProperty("boots")[0];
        Assert.All(
            boot.GetProperty("checks").EnumerateArray(),
            check => Assert.Equal("passed", check.GetProperty("state").GetString())
        );
        AssertNoSecretIn(verdicts);
    }

    private static void AssertNoSecretIn(string directory)
    {
        var path = Path.Combine(Repository.Root, "images", "clusters", Cluster + ".secrets.yaml");
        var secrets = SecretsFile.Read(path, path, new FindingCollection())!;
        string[] words =
        [
            .. secrets.Pairs.Select(pair => pair.Private.Split('\n')[1]),
            .. secrets.Tokens.Values,
            .. secrets.SpareTokens,
        ];
        foreach (var file in Directory.GetFiles(directory, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.All(words, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        }
    }

    private static Task<string> BuildAsync(params string[] arguments) =>
        ProjectCommand.RunAsync(["bash", Path.Combine(Repository.Root, "build.sh"), .. arguments]);
}
