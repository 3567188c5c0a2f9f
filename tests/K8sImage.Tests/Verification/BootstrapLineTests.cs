using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

/// <summary>What nodes say on their consoles while they form a cluster.</summary>
public sealed partial class BootstrapLineTests
{
    private const string Console = """
        [   12.3] systemd[1]: Started something.
        k8simage-bootstrap: [208] waiting for the node's own checks
        [  209.1] hrtimer: interrupt took 12614467 ns
        k8simage-bootstrap: [350] waiting for the control plane: K8S663 192.168.218.10:6443 refuses, nothing serves there yet
        k8simage-bootstrap: [x] no time

        """;

    [Fact]
    public void Its_lines_are_found_among_the_others_with_their_place_and_time() =>
        Assert.Equal(
            [
                new BootstrapLine(2, 208, "waiting for the node's own checks"),
                new BootstrapLine(
                    4,
                    350,
                    "waiting for the control plane: K8S663 192.168.218.10:6443 refuses, nothing serves there yet"
                ),
            ],
            BootstrapLine.In(Console)
        );

    [Fact]
    public void A_last_word_with_a_code_becomes_that_finding_and_one_without_becomes_none()
    {
        var lines = BootstrapLine.In(Console);
        Assert.Null(lines[0].ToFinding("k8s-node1", "console.log"));
        var finding = lines[1].ToFinding("k8s-node1", "console.log");
        Assert.Equal("K8S663", finding!.Code);
        Assert.Equal(new Place("console.log", 4), finding.Place);
        Assert.Contains("k8s-node1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_code_that_a_node_can_say_is_a_finding_and_the_other_way_round()
    {
        var step = File.ReadAllText(Path.Combine(Repository.CloudInit, "steps", "bootstrap.yaml"));
        Assert.Equal(
            BootstrapRules.ByCode.Keys.Order(StringComparer.Ordinal),
            Code()
                .Matches(step)
                .Select(match => match.Value)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    [GeneratedRegex("K8S[0-9]{3}")]
    private static partial Regex Code();
}
