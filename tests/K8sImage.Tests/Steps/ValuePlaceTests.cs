using K8sImage.Findings;
using K8sImage.Tests.Seeds;
using Xunit;

namespace K8sImage.Tests.Steps;

public sealed class ValuePlaceTests
{
    private static readonly string[] Lab = File.ReadAllLines(Repository.Lab);

    [Fact]
    public void A_check_knows_where_the_cluster_file_sets_the_values_in_it()
    {
        foreach (var node in TestSeeds.Compose("lab"))
        {
            var check = node.Checks.Single(check =>
                check.Name == "exactly one interface has the address"
            );
            Assert.Collection(
                check.ValuePlaces.Select(TextAt),
                text =>
                    Assert.StartsWith(node.Node.Address.ToString(), text, StringComparison.Ordinal),
                // Of network.prefix.
                text => Assert.StartsWith("24", text, StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public void A_check_without_a_value_of_the_cluster_file_has_no_such_place() =>
        Assert.Empty(
            TestSeeds
                .Compose("lab")[0]
                .Checks.Single(check => check.Name == "no swap is in use")
                .ValuePlaces
        );

    [Theory]
    [InlineData("node.address", "nodes[2].address")]
    [InlineData("cluster.name", "name")]
    [InlineData("cluster.endpoint", "controlPlaneEndpoint")]
    [InlineData("kubernetes.minor", "kubernetes.version")]
    [InlineData("network.gateway", "network.gateway")]
    [InlineData("images.names", "images")]
    [InlineData("kubernetes.dnsImageTag", "kubernetes.dns.imageTag")]
    [InlineData("bootstrap.ca.public", "bootstrap.secrets")]
    [InlineData("node.joinToken", "bootstrap.secrets")]
    [InlineData("bootstrap.timeout", "bootstrap.timeout")]
    public void A_name_of_a_template_is_a_path_of_the_cluster_file(string name, string path) =>
        Assert.Equal(path, K8sImage.Steps.Templates.TemplateValues.ClusterPath(name, 2));

    private static string TextAt(Place place) => Lab[place.Line - 1][(place.Column - 1)..];
}
