using K8sImage.Findings;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Validation;

/// <summary>What is wrong with one file hides nothing of the others.</summary>
public sealed class ValidatorTests : IDisposable
{
    private const string Role = "title: t\nsteps: [example]\n";

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Errors_of_cluster_step_role_and_base_come_at_once_sorted_by_place()
    {
        _directory.Write("bases/example.yaml", "title: t\nkind: disk\n");
        _directory.Write(
            "steps/example.yaml",
            "title: t\nstage: node\nuser-data: { fqdn: \"{{ nod }}\" }\n"
        );
        _directory.Write("steps/other.yaml", "title: [\n");
        _directory.Write("roles/example.yaml", "title: t\nsteps: [example, other, none]\n");
        await AssertFound(
            """
            name: Lab
            base: example
            disabledSteps: [nix]
            network: { gateway: 192.168.218 }
            nodes: [{ name: a, role: wroker, address: 192.168.218.10 }]
            roles: { wrker: { extraUserData: { fqdn: a } } }
            """,
            "bases/example.yaml:2:7: error K8S412",
            "cluster.yaml:1:7: error K8S101",
            "cluster.yaml:3:17: error K8S202",
            "cluster.yaml:4:21: error K8S102",
            "cluster.yaml:5:26: error K8S201",
            "cluster.yaml:6:34: error K8S201",
            "roles/example.yaml:2:25: error K8S202",
            "steps/example.yaml:3:24: error K8S206",
            "steps/other.yaml:2:1: error K8S004"
        );
    }

    [Fact]
    public async Task An_error_in_a_step_does_not_keep_the_values_of_the_cluster_from_being_compared()
    {
        _directory.Write("roles/example.yaml", "title: t\nstep: []\n");
        await AssertFound(
            "nodes: [{ name: a, role: control-plane, address: 192.168.1.10 }]",
            "cluster.yaml:1:50: error K8S121",
            "roles/example.yaml:2:1: error K8S020"
        );
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_found_also_where_nothing_is_said_for_it() =>
        await AssertFound("roles: { wrker: {} }", "cluster.yaml:1:17: error K8S201");

    [Fact]
    public async Task Steps_of_a_role_that_no_node_has_are_looked_at_too()
    {
        _directory.Write("steps/example.yaml", "title: t\nstage: node\nneeds: [other]\n");
        _directory.Write("steps/other.yaml", "title: t\nstage: node\n");
        _directory.Write("roles/example.yaml", Role);
        await AssertFound("", "roles/example.yaml:2:9: error K8S204");
    }

    [Fact]
    public async Task A_step_that_is_turned_off_is_off_in_a_role_that_no_node_has()
    {
        _directory.Write("steps/example.yaml", "title: t\nstage: node\nneeds: [other]\n");
        _directory.Write("steps/other.yaml", "title: t\nstage: node\n");
        _directory.Write("roles/example.yaml", Role);
        await AssertFound("disabledSteps: [example]");
    }

    [Fact]
    public async Task What_cloud_init_refuses_is_said_at_the_line_of_the_step_and_of_the_cluster_file()
    {
        _directory.Write(
            "steps/example.yaml",
            "title: t\nstage: node\nuser-data:\n  growpart: 3\n"
        );
        _directory.Write("roles/control-plane.yaml", Role);
        await AssertFound(
            """
            nodes:
              - name: a
                role: control-plane
                address: 192.168.218.10
                extraUserData:
                  ntp: 3
            """,
            "cluster.yaml:6:12: error K8S801",
            "steps/example.yaml:4:13: error K8S801"
        );
    }

    [Fact]
    public async Task What_netplan_refuses_is_said_at_the_line_of_the_step()
    {
        _directory.Write(
            "steps/example.yaml",
            """
            title: t
            stage: node
            network-config:
              version: 2
              ethernets:
                eth0:
                  addresses: [10.0.0.1/24]
                  gateway: 10.0.0.1

            """
        );
        _directory.Write("roles/control-plane.yaml", Role);
        await AssertFound("", "steps/example.yaml:8:7: error K8S802");
    }

    [Fact]
    public async Task The_project_s_own_files_are_right()
    {
        var findings = new FindingCollection();
        var result = await new Validator(
            [Repository.CloudInit],
            Path.Combine(Repository.Root, "images", "bases"),
            path => Path.GetRelativePath(Repository.Root, path),
            findings
        ).ValidateAsync(Repository.Lab, [], TestContext.Current.CancellationToken);
        Assert.Equal(ClusterRulesOf(findings), ["K8S133", "K8S130"]);
        Assert.Contains("images/bases/ubuntu-24.04.yaml", result.Files);
        Assert.Matches(
            "^sh -n was asked about [1-9][0-9]+ pieces of shell, of the steps and the cluster file$",
            result.Judges[0]
        );
        Assert.Equal(
            [
                "cloud-init schema was asked about k8s-master, k8s-node1; the others have the same steps",
                "netplan generate was asked about k8s-master, k8s-node1; the others have the same steps",
            ],
            result.Judges.Skip(1)
        );
    }

    private static IEnumerable<string> ClusterRulesOf(FindingCollection findings) =>
        findings.Select(finding => finding.Code);

    // The steps are the test's own, so that what is found is too.
    private async Task AssertFound(string cluster, params string[] expected)
    {
        if (!File.Exists(_directory["roles/control-plane.yaml"]))
        {
            _directory.Write("roles/control-plane.yaml", "title: t\nsteps: []\n");
        }
        var hasBase = Directory.Exists(_directory["bases"]);
        var path = _directory.Write("cluster.yaml", ClusterText.Completed(cluster));
        var findings = new FindingCollection();
        await new Validator(
            [_directory.Path],
            hasBase ? _directory["bases"] : Path.Combine(Repository.Root, "images", "bases"),
            file => Path.GetRelativePath(_directory.Path, file),
            findings
        ).ValidateAsync(path, [], TestContext.Current.CancellationToken);
        Assert.Equal(
            expected,
            findings.Select(finding =>
                finding.ToString()[
                    ..(finding.ToString().IndexOf(finding.Code, StringComparison.Ordinal) + 6)
                ]
            )
        );
    }
}
