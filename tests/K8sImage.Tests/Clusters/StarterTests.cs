using K8sImage.Clusters.Starter;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Clusters;

public sealed class StarterTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(StarterCluster.MaxNodes)]
    public void A_new_cluster_file_is_right_and_has_its_nodes(int count)
    {
        var name = new string('a', 63);
        var path = StarterCluster.Write(_directory["new"], name, count);
        var findings = new FindingCollection();
        var (nodes, _) = new Validator(
            [Repository.CloudInit],
            Path.Combine(Repository.Root, "images", "bases"),
            file => file,
            findings
        ).Read(path, []);
        Assert.Equal(["K8S133", "K8S130"], findings.Select(finding => finding.Code));
        Assert.Equal(count, nodes.Count);
        Assert.Equal(["control-plane"], nodes.Take(1).Select(node => node.Node.Role));
        Assert.All(nodes.Skip(1), node => Assert.Equal("worker", node.Node.Role));
        Assert.Equal([path], Directory.GetFiles(_directory["new"]));
    }

    [Fact]
    public void It_replaces_no_file()
    {
        var path = _directory.Write("lab.yaml", "mine");
        Assert.Equal(["K8S181"], Codes("lab", 3));
        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData("Lab", 3, "K8S101")]
    [InlineData("../lab", 3, "K8S101")]
    [InlineData("lab", 0, "K8S182")]
    [InlineData("lab", StarterCluster.MaxNodes + 1, "K8S182")]
    [InlineData("", -1, "K8S101", "K8S182")]
    public void What_can_not_be_is_a_finding_and_writes_nothing(
        string name,
        int nodes,
        params string[] codes
    )
    {
        Assert.Equal(codes, Codes(name, nodes));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void A_directory_that_can_not_be_made_is_a_finding()
    {
        _directory.Write("file", "");
        Assert.Equal(["K8S183"], Codes("lab", 3, "file"));
    }

    private IEnumerable<string> Codes(string name, int nodes, string directory = ".") =>
        Assert
            .Throws<FindingException>(() =>
                StarterCluster.Write(Path.Combine(_directory.Path, directory), name, nodes)
            )
            .Findings.Select(finding => finding.Code);
}
