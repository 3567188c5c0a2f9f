using K8sImage.Findings;
using K8sImage.Options;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using Nuke.Common;
using Xunit;

namespace K8sImage.Tests.Options;

/// <summary>All options of all targets, with values that no target could work with.</summary>
public sealed class OptionTests : IDisposable
{
    private static readonly IReadOnlyList<Option> All = Option.Of(typeof(Build));

    private readonly TestDirectory _directory = new();

    public static TheoryData<string> Targets =>
        [.. All.SelectMany(option => option.Use.Targets).Distinct()];

    public static TheoryData<string> AllTargets =>
        [
            .. typeof(Build)
                .GetProperties(
                    System.Reflection.BindingFlags.Instance
                        | System.Reflection.BindingFlags.NonPublic
                )
                .Where(property => property.PropertyType == typeof(Target))
                .Select(property => property.Name)
                .Where(name => name != "ChooseMachines"),
        ];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_option_says_which_targets_read_it() =>
        Assert.All(All, option => Assert.NotEmpty(option.Use.Targets));

    /// <summary>As few runs as there are wrong values of the option that has most: in each, all options have one.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Wrong_values_are_findings(string target)
    {
        _directory.Write("file", "");
        Directory.CreateDirectory(_directory["directory"]);
        Queue<(Option Option, string Value, string Code)>[] wrong =
        [
            .. Of(target)
                .Select(option => new Queue<(Option, string, string)>(
                    WrongValues(target, option).Select(wrong => (option, wrong.Value, wrong.Code))
                ))
                .Where(values => values.Count > 0),
        ];
        while (wrong.Any(values => values.Count > 0))
        {
            (Option Option, string Value, string Code)[] given =
            [
                .. wrong.Where(values => values.Count > 0).Select(values => values.Dequeue()),
            ];
            var output = await Run(
                target,
                given.SelectMany(each => (string[])[Dashed(each.Option), each.Value])
            );
            Assert.All(
                given.GroupBy(each => each.Code),
                group => AssertAll(output, [.. group.Select(each => each.Option)], group.Key)
            );
        }
        Assert.Equal(
            ["directory", "file"],
            Directory
                .EnumerateFileSystemEntries(_directory.Path)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_runner_refuses_a_required_option_that_is_empty()
    {
        var output = await Run("New", ["--cluster", ""]);
        AssertRefused(output);
        Assert.Contains("requires --cluster", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_with_one_value_is_given_once()
    {
        var output = await Run("BakeImages", ["--output", "one", "--output", "two"]);
        AssertRefused(output);
        Assert.Contains("--output: error K8S634: ", output.Error, StringComparison.Ordinal);
        Assert.Equal(
            0,
            (await Run("Validate", ["--base", "debian-12-local", "--base", "debian-13-local"]))
                .Error.Split("K8S634")
                .Length - 1
        );
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Lists_without_a_value_are_findings(string target)
    {
        Option[] lists = [.. Of(target).Where(option => option.IsList)];
        if (lists.Length > 0)
        {
            AssertAll(await Run(target, lists.Select(Dashed)), lists, "K8S631");
        }
    }

    /// <summary>The runner refuses the first of them, whatever the target: so each is given to one that reads it, another each time.</summary>
    [Fact]
    public async Task Options_with_one_value_are_refused_without_it()
    {
        var others = All.Where(option => !option.IsList && option.ValueType != typeof(bool));
        foreach (var (i, option) in others.Index())
        {
            var targets = option.Use.Targets;
            var output = await Run(targets[i % targets.Count], [Dashed(option)]);
            AssertRefused(output);
            Assert.Contains(
                $"{Dashed(option)} needs a value",
                output.Error,
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [MemberData(nameof(AllTargets))]
    public async Task Options_that_nothing_reads_are_findings_and_the_help_leaves_them_out(
        string target
    )
    {
        var help = (await Run(target, ["--help"])).EnsureSuccess().Text;
        Assert.StartsWith($"{target}: ", help, StringComparison.Ordinal);
        Assert.Contains($"Example: ./build.sh {target}", help, StringComparison.Ordinal);
        Option[] others =
        [
            .. All.Where(option =>
                !help.Contains($"\n  {Dashed(option)} ", StringComparison.Ordinal)
            ),
        ];
        Assert.NotEmpty(others);
        Assert.DoesNotContain(Of(target), others.Contains);
        var output = await Run(
            target,
            others.SelectMany(option =>
                (string[])[Dashed(option), .. Value(option) is { } value ? [value] : (string[])[]]
            )
        );
        AssertAll(output, others, "K8S630");
    }

    [Theory]
    [InlineData(Takes.File, "directory", "is a directory")]
    [InlineData(Takes.File, "missing", "does not exist")]
    [InlineData(Takes.File, "file", null)]
    [InlineData(Takes.Directory, "file", "is a file")]
    [InlineData(Takes.Directory, "missing", "does not exist")]
    [InlineData(Takes.Directory, "directory", null)]
    [InlineData(Takes.FileOrDirectory, "missing", "does not exist")]
    [InlineData(Takes.FileOrDirectory, "file", null)]
    [InlineData(Takes.NewFile, "directory", "is a directory")]
    [InlineData(Takes.NewFile, "directory/", "is a directory")]
    [InlineData(Takes.NewFile, "missing/x", "there is no directory")]
    [InlineData(Takes.NewFile, "file/x", "there is no directory")]
    [InlineData(Takes.NewFile, "file", null)]
    [InlineData(Takes.NewFile, "missing", null)]
    [InlineData(Takes.NewDirectory, "file", "is not a directory")]
    [InlineData(Takes.NewDirectory, "file/x/y", "can't be a directory")]
    [InlineData(Takes.NewDirectory, "missing/x", null)]
    [InlineData(Takes.NewDirectory, "directory", null)]
    [InlineData(Takes.NewDirectory, "\0", "NUL")]
    [InlineData(Takes.Text, " ", "no value")]
    [InlineData(Takes.Text, "missing", null)]
    public void A_value_is_what_its_option_takes(Takes takes, string value, string? message)
    {
        _directory.Write("file", "");
        Directory.CreateDirectory(_directory["directory"]);
        var text = value is " " or "\0" ? value : Path.Combine(_directory.Path, value);
        var finding = OptionValue.Check(new Place("--x"), text, takes);
        if (message is null)
        {
            Assert.Null(finding);
        }
        else
        {
            Assert.Contains(message, finding!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_number_is_in_its_range(int value, bool isRight) =>
        Assert.Equal(isRight, OptionValue.Check(new Place("--x"), value, 1, 9) is null);

    private static IEnumerable<Option> Of(string target) =>
        All.Where(option => option.Use.Targets.Contains(target));

    private IEnumerable<(string Value, string Code)> WrongValues(string target, Option option)
    {
        // The runner itself wants a text there.
        var isRequired = (target, option.Name) == ("New", "cluster");
        if (option.ValueType == typeof(string) && !isRequired)
        {
            yield return ("", "K8S631");
        }
        if (option.ValueType == typeof(int) && option.Use.Least > int.MinValue)
        {
            yield return ("0", "K8S633");
        }
        if (option.Use.Takes == Takes.Text)
        {
            yield break;
        }
        foreach (var value in (string[])["file", "directory", "missing", "missing/x", "file/x"])
        {
            if (OptionValue.Check(new("x"), _directory[value], option.Use.Takes) is not null)
            {
                yield return (value, "K8S632");
            }
        }
    }

    private static string Dashed(Option option) => "--" + option.Name;

    private static string? Value(Option option) =>
        option.ValueType == typeof(bool) ? null
        : option.ValueType == typeof(int) ? "1"
        : option.ValueType.IsEnum ? Enum.GetNames(option.ValueType)[0]
        : "x";

    private Task<ToolOutput> Run(string target, IEnumerable<string> arguments) =>
        BuildProcess.Start([target, .. Required(target, arguments)], _directory.Path).End();

    // What the runner itself wants of a target.
    private static string[] Required(string target, IEnumerable<string> arguments)
    {
        string[] given = [.. arguments];
        return target == "New" && !given.Contains("--cluster")
            ? [.. given, "--cluster", "x"]
            : given;
    }

    private static void AssertAll(ToolOutput output, Option[] options, string code)
    {
        AssertRefused(output);
        Assert.All(
            options,
            option =>
                Assert.Contains(
                    $"{Dashed(option)}: error {code}: ",
                    output.Error,
                    StringComparison.Ordinal
                )
        );
        Assert.DoesNotContain("╬", output.Text, StringComparison.Ordinal);
    }

    private static void AssertRefused(ToolOutput output)
    {
        Assert.Equal(255, output.ExitCode);
        Assert.DoesNotContain("   at ", output.Text + output.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output.Text + output.Error, StringComparison.Ordinal);
    }
}
