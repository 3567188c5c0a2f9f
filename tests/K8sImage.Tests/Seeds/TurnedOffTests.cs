using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>A step that is turned off leaves nothing behind in what other steps write.</summary>
public sealed class TurnedOffTests
{
    private const string File = "/etc/kubernetes/kubeadm-config.yaml";

    [Theory]
    [InlineData("[ipvs]", "mode: ipvs", false)]
    [InlineData("[ipvs]", "KubeProxyConfiguration", false)]
    [InlineData("[swap]", "mode: ipvs", true)]
    [InlineData("[]", "mode: ipvs", true)]
    public void Kube_proxy_is_told_to_use_IPVS_only_where_its_modules_are_loaded(
        string disabled,
        string text,
        bool isThere
    ) => Assert.Equal(isThere, FileOf(disabled).Contains(text, StringComparison.Ordinal));

    [Theory]
    [InlineData("[swap]", true)]
    [InlineData("[swap, ipvs]", true)]
    [InlineData("[]", false)]
    public void Kubelet_is_told_to_bear_swap_only_where_nothing_turns_it_off(
        string disabled,
        bool isThere
    ) =>
        Assert.Equal(
            isThere,
            FileOf(disabled).Contains("failSwapOn: false\n", StringComparison.Ordinal)
        );

    [Fact]
    public void What_the_node_checks_of_the_file_is_what_stands_in_it()
    {
        var check = Assert.Single(
            Compose("[swap, ipvs]").Checks,
            check => check.Run.Contains("failSwapOn", StringComparison.Ordinal)
        );
        Assert.Contains(
            "cgroupDriver: systemd\nfailSwapOn: false",
            check.Prints,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("mode:", check.Prints, StringComparison.Ordinal);
        var fault = Assert.IsType<TextFault>(check.Fault);
        Assert.Contains(fault.Text, FileOf("[swap, ipvs]"), StringComparison.Ordinal);
    }

    private static string FileOf(string disabled) => TestSeeds.FilesOf(Compose(disabled))[File];

    private static NodeConfiguration Compose(string disabled)
    {
        var findings = new FindingCollection();
        var text = ClusterText.Completed($"disabledSteps: {disabled}");
        var cluster = ClusterReader.Read(
            YamlReader.Read(text, "cluster.yaml", findings),
            Repository.Root,
            findings
        );
        var node = TestSeeds.Compose(cluster!, findings)[0];
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
        return node;
    }
}
