using System.Text.Json.Nodes;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Validation;

/// <summary>The target Validate as a user starts it.</summary>
public sealed class TargetTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("directory", "cluster.yaml: error K8S001: this is a directory; name a YAML file")]
    [InlineData(
        "latin1",
        "cluster.yaml:1:2: error K8S003: the file is not UTF-8; save it as UTF-8"
    )]
    [InlineData("empty", "cluster.yaml:1:1: error K8S021: ")]
    [InlineData("large", "cluster.yaml: error K8S002: ")]
    public async Task A_file_that_is_none_is_a_finding(string kind, string expected)
    {
        var path = _directory["cluster.yaml"];
        switch (kind)
        {
            case "directory":
                Directory.CreateDirectory(path);
                break;
            case "latin1":
                await File.WriteAllBytesAsync(path, [(byte)'a', 0xE4], Token);
                break;
            case "empty":
                await File.WriteAllTextAsync(path, "", Token);
                break;
            case "large":
                await File.WriteAllTextAsync(path, new string('#', 5 << 20), Token);
                break;
        }
        var output = await Run("--cluster", "cluster.yaml");
        Assert.Equal(255, output.ExitCode);
        Assert.StartsWith(expected, output.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output.Text + output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said_with_where_it_was_looked_for()
    {
        Assert.StartsWith(
            $"{_directory["cluster.yaml"]}: error K8S001: there is no such file; check the path",
            (await Run("--cluster", "cluster.yaml")).Error,
            StringComparison.Ordinal
        );
        _directory.Write("site.yaml", "name: site\n");
        Assert.StartsWith(
            $"{_directory["site.yml"]}: error K8S001: there is no such file; did you mean {_directory["site.yaml"]}?",
            (await Run("--cluster", "site.yml")).Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Warnings_alone_end_well_and_are_counted()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("ssh: { authorizedKeys: [] }"));
        var output = (await Run("--cluster", "cluster.yaml")).EnsureSuccess();
        Assert.StartsWith(
            "cluster.yaml:1:24: warning K8S130: ",
            output.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("\n0 errors, 1 warning, ", output.Text, StringComparison.Ordinal);
        Assert.Single(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Standard_output_is_the_document_also_where_the_environment_asks_for_it()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("name: Lab"));
        var output = await BuildProcess
            .Start(
                ["Validate", "--cluster", "cluster.yaml"],
                _directory.Path,
                ("NUKE_FORMAT", "Json")
            )
            .End();
        Assert.Equal(255, output.ExitCode);
        Assert.NotNull(JsonNode.Parse(output.Text));
        // What another target says is no document.
        var bake = await BuildProcess
            .Start(
                ["BakeImages", "--cluster", "cluster.yaml", "--output", "out"],
                _directory.Path,
                ("NUKE_FORMAT", "Json")
            )
            .End();
        Assert.Contains("Build failed", bake.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    public async Task Standard_output_is_the_document_and_nothing_else(string format)
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("name: Lab"));
        var output = await Run("--cluster", "cluster.yaml", "--format", format);
        Assert.Equal(255, output.ExitCode);
        var json = JsonNode.Parse(output.Text)!;
        Assert.Contains("K8S101", json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_goes_to_its_file_and_people_see_the_findings_too()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("name: Lab"));
        var output = await Run(
            "--cluster",
            "cluster.yaml",
            "--format",
            "sarif",
            "--report",
            "r.sarif"
        );
        Assert.StartsWith(
            "cluster.yaml:1:7: error K8S101: ",
            output.Error,
            StringComparison.Ordinal
        );
        Assert.NotNull(JsonNode.Parse(await File.ReadAllTextAsync(_directory["r.sarif"], Token)));
    }

    [Theory]
    [InlineData("name: Lab")]
    [InlineData("")]
    public async Task A_report_replaces_a_report_of_any_format(string cluster)
    {
        _directory.Write("cluster.yaml", ClusterText.Completed(cluster));
        foreach (var format in (string[])["text", "json", "github", "sarif", "text"])
        {
            var output = await Run(
                "--cluster",
                "cluster.yaml",
                "--format",
                format,
                "--report",
                "report"
            );
            Assert.DoesNotContain("K8S803", output.Error + output.Text, StringComparison.Ordinal);
            var report = await File.ReadAllTextAsync(_directory["report"], Token);
            Assert.Equal(format is "json" or "sarif", report.StartsWith('{'));
        }
    }

    [Theory]
    [InlineData("{ \"format\": 1, \"findings\": [] }")]
    [InlineData("see lab.yaml:1:7: error K8S101 of yesterday")]
    [InlineData("\ncluster.yaml: error K8S101: no\n")]
    [InlineData("cluster.yaml: error K8S101: no; mend it\nmy notes of three weeks\n")]
    [InlineData(
        "{ \"format\": 1, \"errors\": 0, \"warnings\": 0, \"files\": [], \"findings\": [], \"mine\": 1 }"
    )]
    [InlineData(
        "{ \"format\": 1, \"errors\": 0, \"warnings\": 0, \"files\": [], \"findings\": [] } my notes"
    )]
    public async Task A_file_that_is_no_report_is_not_replaced_by_one(string text)
    {
        _directory.Write("cluster.yaml", ClusterText.Completed(""));
        _directory.Write("report", text);
        var output = await Run("--cluster", "cluster.yaml", "--report", "report");
        Assert.Equal(255, output.ExitCode);
        Assert.StartsWith("report: error K8S803: ", output.Error, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(_directory["report"], Token));
    }

    [Fact]
    public async Task A_report_that_can_not_be_written_is_a_finding()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed(""));
        Directory.CreateDirectory(_directory["r.sarif"]);
        var output = await Run("--cluster", "cluster.yaml", "--report", "r.sarif");
        Assert.Equal(255, output.ExitCode);
        Assert.Contains("--report: error K8S632: ", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_GitHub_Actions_findings_are_annotations()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("name: Lab"));
        var output = await BuildProcess
            .Start(
                ["Validate", "--cluster", "cluster.yaml"],
                _directory.Path,
                ("GITHUB_ACTIONS", "true")
            )
            .End();
        Assert.Contains(
            "\n::error file=cluster.yaml,line=1,col=7,title=K8S101 ",
            output.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bake_says_what_is_wrong_with_steps_and_base_with_what_is_wrong_with_the_cluster()
    {
        _directory.Write("cluster.yaml", ClusterText.Completed("name: Lab\nbase: ubuntu-24.4"));
        _directory.Write("own/steps/x.yaml", "title: [\n");
        var output = await BuildProcess
            .Start(
                ["BakeImages", "--cluster", "cluster.yaml", "--steps", "own", "--output", "out"],
                _directory.Path
            )
            .End();
        Assert.Equal(
            ["K8S101", "K8S411", "K8S004"],
            output
                .Error.Split('\n')
                .Where(line => line.Contains(" error ", StringComparison.Ordinal))
                .Select(line => line.Split(" error ")[1][..7].TrimEnd(':'))
        );
        Assert.False(Directory.Exists(_directory["out"]));
    }

    [Fact]
    public async Task A_cluster_can_be_named_where_it_has_a_file_in_its_directory()
    {
        var output = (await Run("--cluster", "lab-offline")).EnsureSuccess();
        Assert.Contains("lab-offline.yaml", output.Error, StringComparison.Ordinal);
        Assert.Contains(
            "images/clusters/lab.yaml?",
            (await Run("--cluster", "lba")).Error,
            StringComparison.Ordinal
        );
        var missing = await Run("--cluster", "lab8");
        Assert.Contains(
            "images/clusters/lab8.yaml: error K8S001: there is no such file; did you mean ",
            missing.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_new_cluster_file_takes_no_other_s_place()
    {
        var output = await BuildProcess
            .Start(["New", "--cluster", "lab", "--nodes", "2"], _directory.Path)
            .End();
        Assert.Equal(255, output.ExitCode);
        Assert.Contains("lab.yaml: error K8S181: ", output.Error, StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<ToolOutput> Run(params string[] arguments) =>
        BuildProcess.Start(["Validate", .. arguments], _directory.Path).End();
}
