using CliWrap.Buffered;

namespace Nuke.Common.Tests;

public sealed class ParameterTests : IDisposable
{
    private readonly SampleRun _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Without_a_value_a_member_keeps_its_own()
    {
        Assert.Contains(
            "Text=default Flag=False Number=7 PerhapsNumber= Mood= Names= Folder= Token=0 Local=True",
            (await _sample.Run("Show")).StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Values_of_all_types_come_from_the_command_line_and_the_last_wins()
    {
        var result = await _sample.Run(
            "Show",
            "--text",
            "first",
            "-Text",
            "last",
            "--flag",
            "--number",
            "12",
            "--perhaps-number",
            "3",
            "--mood",
            "sad",
            "--names",
            "a+b",
            "c",
            "--folder",
            "sub/..",
            "--token",
            "9",
            "--host",
            "github-actions"
        );
        Assert.Contains(
            $"Text=last Flag=True Number=12 PerhapsNumber=3 Mood=Sad Names=a|b|c Folder={_sample.Root} Token=9 Local=False",
            result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_list_that_is_given_twice_has_the_values_of_both()
    {
        var result = await _sample.Run("Show", "--names", "a", "--number", "1", "--names", "b+c");
        Assert.Contains("Names=a|b|c", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_line_goes_before_the_environment_and_that_before_the_file()
    {
        _sample.WriteParameters(
            """{ "Text": "file", "number": 1, "Names": ["x", "y"], "Flag": true }"""
        );
        var result = await _sample
            .Command("Show", "--text", "line")
            .WithEnvironmentVariables(variables =>
                variables.Set("NUKE_TEXT", "environment").Set("NUKE_Number", "2").Set("TOKEN", "5")
            )
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.Contains(
            "Text=line Flag=True Number=2 ",
            result.StandardOutput,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Names=x|y Folder= Token=0",
            result.StandardOutput,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        """{ "$schema": "x", "Txet": "a" }""",
        ".nuke/parameters.json: there is no parameter 'Txet'. Did you mean Text?"
    )]
    [InlineData(
        """{ "$schema": "x", "Number": "a" }""",
        "Number (.nuke/parameters.json): 'a' is not a whole number of at most 2147483647."
    )]
    [InlineData("""{ "Number": 1, }""", ".nuke/parameters.json can't be read: ")]
    [InlineData("[]", ".nuke/parameters.json can't be read: ")]
    public async Task A_mistake_in_the_file_is_said_in_words(string json, string message)
    {
        _sample.WriteParameters(json);
        var result = await _sample.Run("Show");
        Assert.NotEqual(0, result.ExitCode);
        Assert.StartsWith(message, result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_is_written_once_and_left_alone_while_it_says_the_same()
    {
        await _sample.Run("Show");
        var schema = await File.ReadAllTextAsync(
            _sample.SchemaFile,
            TestContext.Current.CancellationToken
        );
        Expect.Text("build.schema", schema);

        // An old file with the same text is looked into, not replaced: a reader that holds it open keeps the same file.
        using var reader = new FileStream(
            _sample.SchemaFile,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete
        );
        File.SetLastWriteTimeUtc(_sample.SchemaFile, DateTime.UnixEpoch);
        await _sample.Run("Show");
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(reader.SafeFileHandle));

        await File.WriteAllTextAsync(
            _sample.SchemaFile,
            "{}",
            TestContext.Current.CancellationToken
        );
        File.SetLastWriteTimeUtc(_sample.SchemaFile, DateTime.UnixEpoch);
        await _sample.Run("Show");
        Assert.Equal(
            schema,
            await File.ReadAllTextAsync(_sample.SchemaFile, TestContext.Current.CancellationToken)
        );
    }
}
