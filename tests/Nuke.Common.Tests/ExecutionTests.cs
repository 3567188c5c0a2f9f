using CliWrap.Buffered;

namespace Nuke.Common.Tests;

public sealed class ExecutionTests : IDisposable
{
    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Dependencies_run_first_and_triggered_targets_last()
    {
        var result = await _sample.Run("all");
        Assert.Equal(0, result.ExitCode);
        AssertRows(
            result,
            "Restore Succeeded",
            "Compile Succeeded",
            "Pack Succeeded",
            "Announce Succeeded"
        );
        Assert.Contains(
            "// Packages: 3, Size: 1 MB",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains("Build succeeded on ", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("restored", result.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', result.StandardOutput);
    }

    [Fact]
    public async Task A_failure_ends_the_build_but_for_what_is_assured()
    {
        var result = await _sample.Run("Fail+Later", "--target", "CleanUp");
        Assert.Equal(255, result.ExitCode);
        AssertRows(result, "Fail Failed", "Later NotRun", "CleanUp Succeeded");
        Assert.Contains(
            "\nthe disk is too small\nit has 1 GiB\n",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "// FriendlyException: the disk is too small\n",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "[ERR] Fail: the disk is too small\n",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains("Build failed on ", result.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_that_may_fail_fails_the_build_only_at_its_end()
    {
        var result = await _sample.Run("Shaky", "Later");
        Assert.Equal(255, result.ExitCode);
        AssertRows(result, "Shaky Failed", "Later Succeeded");
    }

    [Fact]
    public async Task The_type_stands_before_the_message_of_an_exception_of_the_runtime()
    {
        var result = await _sample.Run("Bug");
        Assert.Contains(
            "\nInvalidOperationException: not now\n",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("   at ", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stack_is_shown_when_everything_is_asked_for()
    {
        var result = await _sample.Run("Fail", "--verbosity", "verbose");
        Assert.Contains("   at Sample", result.StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Maybe", "Restore Succeeded", "Maybe Skipped")]
    [InlineData("Static", "Restore Skipped", "Static Skipped")]
    [InlineData("Maybe --flag", "Restore Succeeded", "Maybe Succeeded")]
    [InlineData(
        "Pack --skip",
        "Restore Skipped",
        "Compile Skipped",
        "Pack Succeeded",
        "Announce Skipped"
    )]
    [InlineData(
        "Pack --skip compile",
        "Restore Skipped",
        "Compile Skipped",
        "Pack Succeeded",
        "Announce Succeeded"
    )]
    public async Task Conditions_and_the_command_line_leave_targets_out(
        string arguments,
        params string[] rows
    )
    {
        var result = await _sample.Run(arguments.Split(' '));
        Assert.Equal(0, result.ExitCode);
        AssertRows(result, rows);
    }

    [Fact]
    public async Task Continue_leaves_out_what_succeeded_in_the_last_attempt()
    {
        await _sample.Run("Restore", "Fail", "Later");
        var result = await _sample.Run("Restore", "Fail", "Later", "--continue");
        AssertRows(result, "Restore Skipped", "Fail Failed", "Later NotRun");
        AssertRows(
            await _sample.Run("Restore", "Fail", "--continue"),
            "Restore Succeeded",
            "Fail Failed"
        );
    }

    [Fact]
    public async Task Warnings_are_repeated_at_the_end()
    {
        var result = await _sample.Run("Warn");
        Assert.Contains("[INF] 2 things", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("║ Errors & Warnings", result.StandardOutput, StringComparison.Ordinal);
        Assert.Contains(
            "[WRN] Warn: careful with \"that\"\n",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        var quiet = await _sample.Run("Warn", "--verbosity", "Minimal");
        Assert.DoesNotContain("2 things", quiet.StandardOutput, StringComparison.Ordinal);
    }

    // The rows of the table, without durations and notes.
    internal static void AssertRows(BufferedCommandResult result, params string[] rows)
    {
        var lines = result.StandardOutput.Split(Environment.NewLine).ToList();
        var table = lines[
            (lines.FindIndex(line => line.StartsWith("Target  ", StringComparison.Ordinal)) + 2)..
        ];
        Assert.Equal(
            rows,
            table
                .TakeWhile(line => !line.StartsWith('─'))
                .Select(line =>
                    string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2))
                )
        );
    }
}
