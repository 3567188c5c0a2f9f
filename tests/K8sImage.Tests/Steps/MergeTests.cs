using Xunit;

namespace K8sImage.Tests.Steps;

public sealed class MergeTests : IDisposable
{
    private readonly TemporaryLibrary _library = new();

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Mappings_merge_deeply_and_lists_follow_one_another_in_step_order()
    {
        var node = _library
            .Step("one", "user-data: { packages: [a], apt: { conf: x, sources: { s: { k: 1 } } } }")
            .Step(
                "two",
                "user-data: { apt: { sources: { s: { l: 2 }, t: {} }, conf: x }, packages: [b, a] }"
            )
            .Compose();
        Assert.Equal(
            """
            packages:
              - a
              - b
              - a
            apt:
              conf: x
              sources:
                s:
                  k: 1
                  l: 2
                t: {}

            """,
            TemporaryLibrary.Shown(node.UserData)
        );
    }

    [Fact]
    public void The_network_config_merges_by_itself()
    {
        var node = _library
            .Step("one", "user-data: { a: 1 }\nnetwork-config: { version: 2, list: [x] }")
            .Step("two", "network-config: { version: 2, list: [z] }")
            .Compose();
        Assert.Equal("a: 1\n", TemporaryLibrary.Shown(node.UserData));
        Assert.Equal(
            "version: 2\nlist:\n  - x\n  - z\n",
            TemporaryLibrary.Shown(node.NetworkConfig)
        );
    }

    [Theory]
    [InlineData("user-data: { a: { b: x } }", "user-data: { a: { b: §\"y\" } }", "'x'")]
    [InlineData("user-data: { a: { b: 1 } }", "user-data: { a: { b: §\"1\" } }", "'1'")]
    [InlineData("user-data: { a: { b: [1] } }", "user-data: { a: { b: §1 } }", "a list")]
    [InlineData("user-data: { a: { b: 1 } }", "user-data: { a: { b: §{} } }", "'1'")]
    [InlineData("network-config: { b: x }", "network-config: { b: §z }", "'x'")]
    public void Two_steps_that_differ_in_a_value_are_found_with_both_places(
        string first,
        string second,
        string other
    )
    {
        _library.Step("one", first);
        var finding = _library.AssertFinding("K8S207", "two", second);
        // Title and stage are lines 1 and 2; the values of both steps begin in one column.
        var place = $"one.yaml:3:{finding.Place.Column}";
        Assert.Contains($", but {other} in {place}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_overrides_steps_a_role_the_cluster_and_a_node_its_role()
    {
        var node = _library
            .Step(
                "one",
                "user-data: { a: step, b: step, c: step, d: step, list: [step], map: { s: 1 } }"
            )
            .TryCompose(
                "extraUserData: { b: all, c: all, d: all, list: [all], map: { a: 1 } }",
                "roles: { control-plane: { extraUserData: { c: role, d: role, list: [role] } } }",
                "nodes: [{ name: m, role: control-plane, address: 192.168.218.10, extraUserData: { d: node, list: [node], map: text } }]"
            );
        Assert.Equal(
            """
            a: step
            b: all
            c: role
            d: node
            list:
              - step
              - all
              - role
              - node
            map: text

            """,
            TemporaryLibrary.Shown(node!.UserData)
        );
        // What replaces another one of the user's own is no matter.
        Assert.Equal(
            ["'b'", "'c'", "'d'", "'map'"],
            _library.Findings.Select(finding => finding.Message.Split(' ')[0])
        );
        Assert.Equal(
            ["K8S221", "K8S221", "K8S221", "K8S247"],
            _library.Findings.Select(finding => finding.Code)
        );
        Assert.All(_library.Findings, finding => Assert.Equal("lab.yaml", finding.Place.File));
        Assert.All(
            _library.Findings.Take(3),
            finding => Assert.Contains(" one.yaml:3:", finding.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Extra_user_data_is_no_template()
    {
        var node = _library
            .Step("one")
            .Compose("extraUserData: { runcmd: [\"echo {{ nothing }} {%\"] }");
        Assert.Equal(
            "runcmd:\n  - \"echo {{ nothing }} {%\"\n",
            TemporaryLibrary.Shown(node.UserData)
        );
    }

    [Fact]
    public void Extra_user_data_of_another_role_stays_out()
    {
        var node = _library
            .Step("one", "user-data: { a: 1 }")
            .File("roles/worker", "title: w\nsteps: []\n")
            .Compose("roles: { worker: { extraUserData: { b: 1 } } }");
        Assert.Equal("a: 1\n", TemporaryLibrary.Shown(node.UserData));
    }
}
