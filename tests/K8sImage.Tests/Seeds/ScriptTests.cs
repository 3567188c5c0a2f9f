using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>The shell scripts that a node gets, and the commands of its checks.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public static TheoryData<string> Clusters => [.. TestSeeds.Clusters];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Every_script_passes_the_shell_and_shellcheck(string cluster)
    {
        List<string> scripts = [];
        foreach (var node in TestSeeds.Compose(cluster).DistinctBy(node => node.Node.Role))
        {
            foreach (var (path, content) in TestSeeds.FilesOf(node))
            {
                if (content.StartsWith("#!/bin/sh\n", StringComparison.Ordinal))
                {
                    var name = $"{node.Node.Name}-{Path.GetFileName(path)}";
                    scripts.Add(_directory.Write(name, content));
                }
            }
        }
        Assert.Contains(
            scripts,
            path => path.EndsWith("-k8simage-verify", StringComparison.Ordinal)
        );
        await AssertParsed(scripts);
        var output = await ExternalTool.Run("shellcheck", ["--shell=sh", .. scripts]);
        Assert.True(output.ExitCode == 0, output.Text);
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Every_check_has_a_command_that_the_shell_can_parse_and_a_hint(string cluster)
    {
        List<string> scripts = [];
        foreach (var check in TestSeeds.Compose(cluster).SelectMany(node => node.Checks).Distinct())
        {
            Assert.NotEmpty(check.Run.Trim());
            Assert.NotEmpty(check.Hint.Trim());
            scripts.Add(_directory.Write($"{scripts.Count}-{check.Step}", check.Run));
        }
        await AssertParsed(scripts);
    }

    [Fact]
    public async Task The_shell_would_have_found_a_fault()
    {
        var script = _directory.Write("broken", "if true; then echo 'x\n");
        var output = await ExternalTool.Run("sh", "-n", script);
        Assert.NotEqual(0, output.ExitCode);
    }

    private static async Task AssertParsed(IReadOnlyList<string> scripts)
    {
        const string Each =
            "for each; do sh -n \"$each\" || { echo \"$each\"; cat \"$each\"; }; done";
        var output = await ExternalTool.Run("sh", ["-c", Each, "sh", .. scripts]);
        Assert.Equal(("", ""), (output.Text, output.Error));
    }
}
