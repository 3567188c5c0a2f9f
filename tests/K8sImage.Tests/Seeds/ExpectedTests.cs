using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>
/// The lab cluster's documents stand under Expected/lab, so that a review sees what a change of a step does to a node.
/// </summary>
public sealed class ExpectedTests
{
    private static readonly string Expected = Path.Combine(
        Repository.Tests,
        "Seeds",
        "Expected",
        "lab"
    );

    private static readonly string[] Documents = ["user-data", "meta-data", "network-config"];

    public static TheoryData<string> Nodes =>
        [.. TestSeeds.Compose("lab").Select(node => node.Node.Name)];

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_documents_of_the_lab_cluster_are_those_that_were_reviewed(string name)
    {
        var node = TestSeeds.Compose("lab").Single(node => node.Node.Name == name);
        ExpectedFile.Verify(
            Documents.Select(file =>
                (Path.Combine(Expected, name, file), TestSeeds.Build(node, file))
            )
        );
    }

    [Fact]
    public void A_node_that_left_the_lab_cluster_has_no_expected_files() =>
        Assert.Equal(
            TestSeeds.Compose("lab").Select(node => node.Node.Name).Order(),
            Directory.GetDirectories(Expected).Select(Path.GetFileName).Order()!
        );
}
