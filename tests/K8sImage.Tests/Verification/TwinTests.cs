using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.Verification;

/// <summary>Nodes that are clones of one another.</summary>
public sealed class TwinTests
{
    [Fact]
    public void Machines_of_their_own_are_no_finding() =>
        Assert.All(
            Twins.Judged([Node("a", "1", "2"), Node("b", "3", "4"), Node("c", "2", "1")]),
            verdict => Assert.Empty(verdict.Boots[0].Findings)
        );

    [Theory]
    [InlineData("1", "4", "machine-id")]
    [InlineData("3", "2", "SSH host keys")]
    public void A_clone_is_named_with_its_twin_and_has_not_passed(
        string machine,
        string keys,
        string what
    )
    {
        var verdicts = Twins.Judged([Node("a", "1", "2"), Node("b", machine, keys)]);
        Assert.True(verdicts[0].Passed);
        Assert.False(verdicts[1].Passed);
        Assert.Equal(
            $"b and a have the same {what}",
            Assert.Single(verdicts[1].Boots[0].Findings).Message
        );
    }

    [Fact]
    public void A_node_that_did_not_run_has_no_twin() =>
        Assert.Empty(Twins.Judged([Node("a", "1", "2"), new NodeVerdict("b", 2, [])])[1].Boots);

    private static NodeVerdict Node(string name, string machine, string keys) =>
        new(
            name,
            1,
            [
                TestBoot.Of(
                    new TapReport(
                        null,
                        1,
                        [new CheckResult(1, "swap", "no swap is active", true, 4)],
                        [],
                        true
                    )
                    {
                        Facts = new Dictionary<string, string>
                        {
                            ["machine-id"] = machine,
                            ["host-keys"] = keys,
                        },
                    }
                ),
            ]
        );
}
