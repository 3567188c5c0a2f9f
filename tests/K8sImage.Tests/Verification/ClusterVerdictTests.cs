using K8sImage.Findings;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

/// <summary>When a cluster has passed.</summary>
public sealed class ClusterVerdictTests
{
    private const string Verdict = """
        TAP version 14
        # k8simage nonce=0123456789abcdef boot=5b0f instance=i node=k8s-master
        1..1
        RESULT 1 - 10-control-plane: the API server is ready
        # k8simage end nonce=0123456789abcdef passed=P failed=F

        """;

    [Fact]
    public void All_boots_that_were_planned_are_good() =>
        Assert.True(new ClusterVerdict(2, [], [Boot(1), Boot(2)]).Passed);

    [Fact]
    public void A_boot_that_did_not_come_is_no_pass() =>
        Assert.False(new ClusterVerdict(2, [], [Boot(1)]).Passed);

    [Fact]
    public void A_red_check_is_no_pass() =>
        Assert.False(new ClusterVerdict(1, [], [Boot(1, isGood: false)]).Passed);

    [Fact]
    public void A_verdict_without_an_end_is_no_pass() =>
        Assert.False(new ClusterVerdict(1, [], [Boot(1, isWhole: false)]).Passed);

    [Fact]
    public void A_node_that_failed_is_no_pass() =>
        Assert.False(
            new ClusterVerdict(1, [new NodeVerdict("k8s-node1", 1, [])], [Boot(1)]).Passed
        );

    private static ClusterBoot Boot(int number, bool isGood = true, bool isWhole = true)
    {
        var text = Verdict
            .Replace("RESULT", isGood ? "ok" : "not ok", StringComparison.Ordinal)
            .Replace("passed=P", isGood ? "passed=1" : "passed=0", StringComparison.Ordinal)
            .Replace("failed=F", isGood ? "failed=0" : "failed=1", StringComparison.Ordinal);
        if (!isWhole)
        {
            text = text[..text.IndexOf("# k8simage end", StringComparison.Ordinal)];
        }
        var report = TapParser.Parse(text, "0123456789abcdef", "log", new FindingCollection());
        return new ClusterBoot(number, "formed", report, [], null, [], "log");
    }
}
