using System.Net;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>cloud-init sets a machine up anew when the instance-id is another one, so it follows what the guest sees.</summary>
public sealed class InstanceIdTests
{
    private static readonly NodeConfiguration Before = new(
        new Node("n1", "worker", IPAddress.Parse("10.0.0.1"), default),
        [],
        [],
        Mapping("a", "1"),
        Mapping("version", "2")
    );

    [Fact]
    public void It_changes_with_any_byte_of_the_user_data() =>
        AssertOther(Before with { UserData = Mapping("a", "2") });

    [Fact]
    public void It_changes_with_any_byte_of_the_network_config() =>
        AssertOther(Before with { NetworkConfig = Mapping("version", "3") });

    [Fact]
    public void It_changes_with_the_name() =>
        AssertOther(Before with { Node = Before.Node with { Name = "n2" } });

    [Fact]
    public void It_changes_when_a_byte_moves_from_one_document_to_the_other() =>
        AssertOther(
            Before with
            {
                UserData = Before.NetworkConfig,
                NetworkConfig = Before.UserData,
            }
        );

    [Fact]
    public void It_stays_where_the_guest_sees_no_change() =>
        Assert.Equal(
            IdOf(Before),
            IdOf(
                Before with
                {
                    Node = new Node("n1", "gpu", IPAddress.Parse("10.0.0.2"), new Place("x", 1, 1)),
                    UserData = new YamlMapping(
                        new Place("other.yaml", 7, 7),
                        [.. Before.UserData.Entries]
                    ),
                }
            )
        );

    [Fact]
    public void It_is_the_same_in_every_version_of_this_program_that_writes_the_same_documents()
    {
        Assert.Equal("k8simage-07f62f05c01080c2516bbd9963f7b87d", IdOf(Before));
        Assert.Equal(
            $"instance-id: {IdOf(Before)}\nlocal-hostname: n1\n",
            System.Text.Encoding.UTF8.GetString(TestSeeds.Build(Before, "meta-data"))
        );
    }

    private static void AssertOther(NodeConfiguration after) =>
        Assert.NotEqual(IdOf(Before), IdOf(after));

    private static string IdOf(NodeConfiguration node) => TestSeeds.Build(node).InstanceId;

    private static YamlMapping Mapping(string key, string value) =>
        new(default, [new YamlEntry(new YamlScalar(default, key), new YamlScalar(default, value))]);
}
