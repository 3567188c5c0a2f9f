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
    public async Task Who_wants_nothing_printed_wants_no_complaint_either()
    {
        var output = await RunChecks(
            """
            check s silent 9 prints '' h 'true'
            check s complains 9 prints '' h 'echo "timed out" >&2'
            check s speaks 9 prints x h 'echo x; echo noise >&2'

            """
        );
        Assert.Equal(
            ["ok 1 - s: silent", "not ok 2 - s: complains", "ok 3 - s: speaks"],
            Results(output)
        );
        Assert.Contains("seen: \"stderr: timed out\"", output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_check_prints_is_seen_as_it_is()
    {
        // Few bytes are read by the shell, many by head: both sides of the border, and what a shell's read could change.
        var output = await RunChecks(
            """
            check s blanks 9 prints '  a\b 

             c' h 'printf "  a%sb \n\n c" "\\"'
            check s less 9 prints 'a' h 'printf " a"'
            check s border 9 prints "$(printf %1000s x)" h 'printf %1000s x'
            check s beyond 9 prints "$(printf %1001s x)" h 'printf %1001s x'
            check s lines 9 prints "$(seq 400)" h 'seq 400'
            check s opened 9 prints x h 'echo x >/dev/stdout'
            check s much 9 matches '^a*$' h 'head -c 2000000 /dev/zero | tr "\0" a'
            check s nothing 9 prints '' h 'printf "\n\n"'

            """
        );
        Assert.Equal(
            [
                "ok 1 - s: blanks",
                "not ok 2 - s: less",
                "ok 3 - s: border",
                "ok 4 - s: beyond",
                "ok 5 - s: lines",
                "ok 6 - s: opened",
                "ok 7 - s: much",
                "ok 8 - s: nothing",
            ],
            Results(output)
        );
    }

    [Theory]
    [InlineData("""{"init": {"errors": [], "recoverable_errors": {}}}""", true, false, false)]
    [InlineData("""{"init": {"errors": [], "recoverable_errors": {}}}""", true, true, true)]
    [InlineData("""{"init": {"errors": [], "recoverable_errors": {}}}""", false, false, true)]
    [InlineData("""{"init": {"recoverable_errors": {"WARNING": ["x"]}}}""", true, false, true)]
    [InlineData("""{"init": {"errors": []}}""", true, false, true)]
    [InlineData(null, true, false, true)]
    public async Task Cloud_init_is_asked_for_its_schema_unless_it_has_just_said_so(
        string? status,
        bool validatesAtBoot,
        bool wasBootedBefore,
        bool isAsked
    )
    {
        var run = TestSeeds
            .Compose("lab")[0]
            .Checks.Single(check => check.Name == "cloud-init finds its configuration valid")
            .Run;
        foreach (
            var path in (string[])
                [
                    "/run/cloud-init/status.json",
                    "/usr/lib/python3/dist-packages/cloudinit/cmd/main.py",
                    "/var/log/k8simage-verify.log",
                ]
        )
        {
            Assert.Contains(path, run, StringComparison.Ordinal);
            run = run.Replace(path, _directory[Path.GetFileName(path)], StringComparison.Ordinal);
        }
        if (status is not null)
        {
            _directory.Write("status.json", status);
        }
        _directory.Write("main.py", validatesAtBoot ? "validate_cloudconfig_schema()" : "");
        if (wasBootedBefore)
        {
            _directory.Write("k8simage-verify.log", "");
        }

        var output = await ExternalTool.Run(
            "sh",
            "-c",
            "asked() { echo \"$@\"; return 1; }\n"
                + run.Replace("cloud-init schema", "asked schema", StringComparison.Ordinal)
        );

        Assert.Equal(isAsked ? 1 : 0, output.ExitCode);
        Assert.Equal(isAsked ? "schema --system\n" : "", output.Text);
    }

    [Fact]
    public async Task The_shell_would_have_found_a_fault()
    {
        var script = _directory.Write("broken", "if true; then echo 'x\n");
        var output = await ExternalTool.Run("sh", "-n", script);
        Assert.NotEqual(0, output.ExitCode);
    }

    private static IEnumerable<string> Results(ToolOutput output) =>
        output.Text.Split('\n').Where(line => line.Contains("ok ", StringComparison.Ordinal));

    // The self-check's functions, without root and without cloud-init; then checks of our own.
    private async Task<ToolOutput> RunChecks(string checks)
    {
        var verify = TestSeeds.FilesOf(TestSeeds.Compose("lab")[0])[
            "/usr/local/sbin/k8simage-verify"
        ];
        var functions = verify[..verify.IndexOf("# cloud-init may still", StringComparison.Ordinal)]
            .Replace("[ \"$(id -u)\" = 0 ] ||", "true ||", StringComparison.Ordinal)
            .Replace("/run/k8simage-verify", _directory["work"], StringComparison.Ordinal);
        return await ExternalTool.Run(
            "sh",
            _directory.Write("checks", functions + checks),
            "--tap"
        );
    }

    private static async Task AssertParsed(IReadOnlyList<string> scripts)
    {
        const string Each =
            "for each; do sh -n \"$each\" || { echo \"$each\"; cat \"$each\"; }; done";
        var output = await ExternalTool.Run("sh", ["-c", Each, "sh", .. scripts]);
        Assert.Equal(("", ""), (output.Text, output.Error));
    }
}
