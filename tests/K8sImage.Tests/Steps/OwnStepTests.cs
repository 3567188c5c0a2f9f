using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Steps;

/// <summary>Steps and roles of a site's own: where they are, who gets them, and what is said where nobody does.</summary>
public sealed class OwnStepTests : IDisposable
{
    private const string Step = "title: t\nstage: node\nuser-data: { runcmd: [\"true\"] }\n";

    private const string Nodes =
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10 }, { name: b, role: worker, address: 192.168.218.11 }]";

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("missing", "there is no directory 'missing'", "check the path")]
    [InlineData("file", "'file' is a file, not a directory", "steps/NAME.yaml")]
    [InlineData("empty", "there is neither a step nor a role in 'empty'", "steps/NAME.yaml")]
    [InlineData(
        "own/steps",
        "there is neither a step nor a role in 'own/steps'",
        "name the directory above it"
    )]
    [InlineData("", "the path of a directory is empty", "steps/NAME.yaml")]
    public void A_directory_without_steps_is_a_finding_that_says_what_one_looks_like(
        string path,
        string message,
        string hint
    )
    {
        _directory.Write("file", "");
        _directory.Write("own/steps/x.yaml", Step);
        Directory.CreateDirectory(_directory["empty/steps"]);
        var finding = Assert.Single(Find($"steps: [\"{path}\"]", []).Findings);
        Assert.Equal(("K8S240", message), (finding.Code, finding.Message));
        Assert.Contains(hint, finding.Hint, StringComparison.Ordinal);
        Assert.Equal("cluster.yaml:1:9", finding.Place.ToString());
        Assert.Equal(
            "K8S240",
            Assert.Single(Find("", [path.Length > 0 ? _directory[path] : path]).Findings).Code
        );
    }

    [Fact]
    public void A_step_that_nothing_names_is_a_warning()
    {
        _directory.Write("own/steps/x.yaml", Step);
        var finding = Assert.Single(Find("steps: [own]", []).Findings);
        Assert.Equal(("K8S241", Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal("own/steps/x.yaml", finding.Place.File);
    }

    [Fact]
    public void A_directory_of_which_no_node_gets_anything_is_a_warning_and_one_for_several_clusters_is_not()
    {
        _directory.Write("own/steps/x.yaml", Step);
        _directory.Write("own/roles/gpu.yaml", "title: t\nsteps: [x]\n");
        var finding = Assert.Single(Find("steps: [own]", []).Findings);
        Assert.Equal("K8S242", finding.Code);
        Assert.Contains("gpu", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Find("steps: [own]\nextraSteps: [x]", []).Findings);
    }

    [Theory]
    [InlineData("extraSteps: [x]\n" + Nodes, true, true)]
    [InlineData("roles: { worker: { extraSteps: [x] } }\n" + Nodes, false, true)]
    [InlineData(
        "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, extraSteps: [x, ipvs] }, { name: b, role: worker, address: 192.168.218.11 }]",
        true,
        false
    )]
    public void Extra_steps_reach_all_nodes_those_of_a_role_or_one(
        string cluster,
        bool first,
        bool second
    )
    {
        _directory.Write("own/steps/x.yaml", "after: [sysctl]\n" + Step);
        var (findings, nodes) = Find($"steps: [own]\n{cluster}", []);
        Assert.Empty(findings);
        Assert.Equal(
            [first, second],
            nodes.Select(node => node.Steps.Any(step => step.Name == "x"))
        );
        Assert.All(
            nodes.Where(node => node.Steps.Any(step => step.Name == "x")),
            node =>
            {
                string[] names = [.. node.Steps.Select(step => step.Name)];
                Assert.True(Array.IndexOf(names, "x") > Array.IndexOf(names, "sysctl"));
                Assert.Equal(names.Distinct(), names);
            }
        );
    }

    [Theory]
    [InlineData("extraSteps: [nothing]", "K8S202")]
    [InlineData("extraSteps: [x]\ndisabledSteps: [x]", "K8S243")]
    [InlineData("extraSteps: x", "K8S021")]
    [InlineData("extraSteps: [[x]]", "K8S021")]
    [InlineData("steps: { own: x }", "K8S021")]
    [InlineData("extraSteps: [needy]", "K8S204")]
    public void What_is_wrong_with_extra_steps_is_found(string cluster, string code)
    {
        _directory.Write("own/steps/x.yaml", Step);
        _directory.Write("own/steps/needy.yaml", "needs: [x]\n" + Step);
        var findings = Find(
            cluster.StartsWith("steps", StringComparison.Ordinal)
                ? cluster
                : $"steps: [own]\n{cluster}",
            []
        ).Findings;
        Assert.Contains(findings, finding => finding.Code == code);
        Assert.All(
            findings.Where(finding => finding.Code == code),
            finding => Assert.Equal("cluster.yaml", finding.Place.File)
        );
    }

    [Fact]
    public async Task A_bake_sees_changes_in_the_cluster_file_s_steps_and_says_what_the_next_one_drops()
    {
        _directory.Write("own/steps/x.yaml", Step);
        _directory.Write(
            "cluster.yaml",
            ClusterText.Completed(
                "steps: [own]\nextraSteps: [x]\ndisabledSteps: [kubernetes-packages, kubeadm-preflight, kubelet, kubeadm-init, kubeadm-join]"
            )
        );
        Assert.Contains("new", await Bake(), StringComparison.Ordinal);
        Assert.Contains("Nothing changed", await Bake(), StringComparison.Ordinal);
        _directory.Write(
            "own/steps/x.yaml",
            Step.Replace("true", "false", StringComparison.Ordinal)
        );
        Assert.Contains("user-data", await Bake(), StringComparison.Ordinal);
        _directory.Write("own/steps/y.yaml", Step);
        Assert.Contains("K8S241", await Bake(), StringComparison.Ordinal);
        _directory.Write(
            "cluster.yaml",
            ClusterText.Completed(
                "disabledSteps: [kubernetes-packages, kubeadm-preflight, kubelet, kubeadm-init, kubeadm-join]"
            )
        );
        Assert.Contains(
            "warning K8S244: the last bake had steps/x.yaml, steps/y.yaml of a directory of your own",
            await Bake(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("K8S244", await Bake(), StringComparison.Ordinal);
    }

    private async Task<string> Bake()
    {
        var output = (
            await BuildProcess
                .Start(
                    ["BakeImages", "--cluster", "cluster.yaml", "--output", "out"],
                    _directory.Path
                )
                .End()
        ).EnsureSuccess();
        return output.Error + output.Text;
    }

    private (IReadOnlyList<Finding> Findings, IReadOnlyList<NodeConfiguration> Nodes) Find(
        string cluster,
        string[] directories
    )
    {
        var findings = new FindingCollection();
        var path = _directory.Write("cluster.yaml", ClusterText.Completed(cluster));
        var (nodes, _) = new Validator(
            [Repository.CloudInit, .. directories],
            Path.Combine(Repository.Root, "images", "bases"),
            file => file.Length == 0 ? file : Path.GetRelativePath(_directory.Path, file),
            findings
        ).Read(path, []);
        return ([.. findings.Where(finding => finding.Code is not "K8S130")], nodes);
    }
}
