using CliWrap.Buffered;

namespace Nuke.Common.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Help_lists_targets_and_parameters()
    {
        var result = await _sample.Run("--help");
        Assert.Equal(0, result.ExitCode);
        Expect.Text("help", result.StandardOutput);
    }

    [Theory]
    [InlineData("plan-default", "--plan")]
    [InlineData("plan-all", "all", "--plan", "--no-logo")]
    [InlineData("plan-skip", "Pack", "--skip", "Restore", "--plan")]
    public async Task Plan_lists_what_would_run_in_order(string expected, params string[] arguments)
    {
        var result = await _sample.Run(arguments);
        Assert.Equal(0, result.ExitCode);
        Expect.Text(expected, result.StandardOutput);
    }

    [Theory]
    [InlineData(
        "There is no argument '--node-nam'. Did you mean --node-name?",
        "Show",
        "--node-nam",
        "a"
    )]
    [InlineData("There is no argument '--text=a'. Did you mean --text?", "Show", "--text=a")]
    [InlineData(
        "There is no argument '-1'. As the value of --number it can't begin with a dash: numbers are 0 or more, and a file is written ./-1. Run with --help",
        "Show",
        "--number",
        "-1"
    )]
    [InlineData("There is no target 'Shwo'. Did you mean Show?", "Shwo")]
    [InlineData("There is no target 'Compil'. Did you mean Compile?", "All", "--skip", "Compil")]
    [InlineData(
        "--number: 'ten' is not a whole number of at most 2147483647.",
        "Show",
        "--number",
        "ten"
    )]
    [InlineData("--mood: 'angry' is not one of Glad, Sad.", "Show", "--mood", "angry")]
    [InlineData("--text needs a value: a text.", "Show", "--text")]
    [InlineData(
        "--text takes one value, not 2. Targets stand before the first argument.",
        "--text",
        "a",
        "Show"
    )]
    [InlineData(
        "--token: The secret value is not a whole number of at most 2147483647.",
        "Show",
        "--token",
        "hush"
    )]
    [InlineData(
        "--verbosity: 'loud' is not one of Verbose, Normal, Minimal, Quiet.",
        "Show",
        "--verbosity",
        "loud"
    )]
    [InlineData(
        "Target 'Needy' requires --node-name (or NUKE_NODE_NAME, or 'NodeName' in .nuke/parameters.json).",
        "Needy"
    )]
    [InlineData("Target 'Wary' requires that", "Wary")]
    public async Task What_the_user_got_wrong_is_said_in_words(
        string message,
        params string[] arguments
    )
    {
        var result = await _sample.Run(arguments);
        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith(message, result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_nuke_directory_the_root_has_to_be_named()
    {
        var elsewhere = Directory.CreateTempSubdirectory("nuke-common-tests-");
        try
        {
            var command = _sample.Command("Restore").WithWorkingDirectory(elsewhere.FullName);
            var lost = await command.ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, lost.ExitCode);
            Assert.Contains("say --root", lost.StandardError, StringComparison.Ordinal);

            command = _sample
                .Command("Restore", "--root", _sample.Root)
                .WithWorkingDirectory(elsewhere.FullName);
            var found = await command.ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, found.ExitCode);
        }
        finally
        {
            elsewhere.Delete();
        }
    }
}
