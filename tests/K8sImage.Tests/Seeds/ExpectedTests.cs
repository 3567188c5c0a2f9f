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

    // What the test got is written beside what it expected, or, where ACCEPT is set, in its place.
    private static readonly bool Accept =
        Environment.GetEnvironmentVariable("ACCEPT") is { Length: > 0 };

    private static readonly string[] Documents = ["user-data", "meta-data", "network-config"];

    public static TheoryData<string> Nodes =>
        [.. TestSeeds.Compose("lab").Select(node => node.Node.Name)];

    [Theory]
    [MemberData(nameof(Nodes))]
    public void The_documents_of_the_lab_cluster_are_those_that_were_reviewed(string name)
    {
        var node = TestSeeds.Compose("lab").Single(node => node.Node.Name == name);
        string[] changed =
        [
            .. Documents
                .Where(file =>
                    !IsExpected(Path.Combine(Expected, name, file), TestSeeds.Build(node, file))
                )
                .Select(file => Path.Combine(Expected, name, file)),
        ];
        Assert.True(
            changed.Length == 0,
            string.Join(
                '\n',
                [
                    .. changed.Select(path => $"diff {path}.verified.txt {path}.received.txt"),
                    "If the change is meant, accept it: run the tests once with ACCEPT=1 in the environment, "
                        + "or rename the .received.txt files to .verified.txt, and commit them.",
                ]
            )
        );
    }

    [Fact]
    public void A_node_that_left_the_lab_cluster_has_no_expected_files() =>
        Assert.Equal(
            TestSeeds.Compose("lab").Select(node => node.Node.Name).Order(),
            Directory.GetDirectories(Expected).Select(Path.GetFileName).Order()!
        );

    private static bool IsExpected(string path, byte[] content)
    {
        var (verified, received) = ($"{path}.verified.txt", $"{path}.received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(received);
        if (File.Exists(verified) && content.AsSpan().SequenceEqual(File.ReadAllBytes(verified)))
        {
            return true;
        }
        File.WriteAllBytes(Accept ? verified : received, content);
        return Accept;
    }
}
