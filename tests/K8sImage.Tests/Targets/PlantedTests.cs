using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using K8sImage.Tests.Tools;
using Nuke.Common;
using Xunit;

namespace K8sImage.Tests.Targets;

/// <summary>
/// Every target, with things of a user's in every directory that it writes or cleans: they stay as they are, and where they
/// are in the way the target says so before it begins. No guest is booted for it, and nothing is installed.
/// </summary>
public sealed partial class PlantedTests
{
    private static readonly string[] All =
    [
        .. typeof(Build)
            .GetProperties(BindingFlags.Instance | BindingFlags.NonPublic)
            .Where(property => property.PropertyType == typeof(Target))
            .Select(property => property.Name),
    ];

    public static TheoryData<string> Writers => [.. Rounds.OfWriters.Keys];

    [Fact]
    public void Of_each_target_it_is_said_what_it_writes() =>
        Assert.Equal(
            All.Order(StringComparer.Ordinal),
            Rounds.OfWriters.Keys.Concat(Rounds.OfReaders.Keys).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Writers))]
    public Task What_is_not_ours_stays_where_a_target_writes(string target) =>
        Parallel.ForEachAsync(
            Rounds.OfWriters[target](),
            TestContext.Current.CancellationToken,
            async (round, _) => await TryAsync(round)
        );

    [Fact]
    public async Task Targets_that_write_nothing_leave_everything_as_it_is()
    {
        using var project = new TargetProject();
        (await project.RunAsync("HandOver --unverified")).EnsureSuccess();
        foreach (var thing in Rounds.Everywhere)
        {
            project.Plant(thing.Path, thing.What);
        }
        var before = project.Snapshot();
        foreach (var command in Rounds.OfReaders.Values)
        {
            await project.RunAsync(command);
            Assert.Equal(before, project.Snapshot());
        }
    }

    private static async Task TryAsync(Round round)
    {
        using var project = new TargetProject();
        await round.Before(project);
        foreach (var thing in round.Things)
        {
            project.Plant(thing.Path, thing.What);
        }
        var before = project.Snapshot();

        var output = await project.RunAsync(round.Command);

        var after = project.Snapshot();
        var about = $"{round}:\n{output.Text}\n{output.Error}";
        Assert.All(
            before.Where(entry => !IsOfTheRunner(entry.Key)),
            entry =>
                Assert.True(
                    after.GetValueOrDefault(entry.Key) == entry.Value,
                    $"{entry.Key} has changed; {about}"
                )
        );
        if (!round.IsInTheWay)
        {
            AssertEnd(round, output, about);
            return;
        }
        Assert.True(output.ExitCode == 255, about);
        AssertNamed(project, round, output, about);
        Assert.DoesNotContain("   at ", output.Text + output.Error, StringComparison.Ordinal);
        string[] added =
        [
            .. after
                .Where(entry => !before.ContainsKey(entry.Key))
                .Where(entry => entry.Value != "Directory" && !IsBaked(entry.Key))
                .Select(entry => entry.Key),
        ];
        Assert.True(added.Length == 0, $"new: {string.Join(", ", added)}; {about}");
    }

    private static void AssertNamed(
        TargetProject project,
        Round round,
        ToolOutput output,
        string about
    )
    {
        Thing[] unnamed = [.. round.Things.Where(thing => !IsNamed(project, thing, output))];
        var isComplete = unnamed.Length == 0;
        if (round.IsCounted)
        {
            var findings = output.Error.Split('\n').Where(line => line.Contains(": error K8S"));
            var more = findings.Sum(line =>
                AndMore().Match(line) is { Success: true } match
                    ? int.Parse(match.Groups["more"].Value, CultureInfo.InvariantCulture)
                    : 0
            );
            isComplete =
                more == unnamed.Length && findings.Count() == round.Things.Count - unnamed.Length;
        }
        Assert.True(
            isComplete,
            $"not named: {string.Join(", ", unnamed.Select(thing => thing.Path))}; {about}"
        );
    }

    [GeneratedRegex("this and (?<more>[0-9]+) more there are not as this program wrote them")]
    private static partial Regex AndMore();

    private static void AssertEnd(Round round, ToolOutput output, string about)
    {
        if (round.EndsWith is { } code)
        {
            Assert.Contains($": error {code}: ", output.Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.True(output.ExitCode == 0, about);
        }
    }

    // Findings name files as the user, who stands in the project, would type them, or in full.
    private static bool IsNamed(TargetProject project, Thing thing, ToolOutput output)
    {
        var path = thing.NamedAs ?? thing.Path;
        string[] names =
        [
            path,
            project[path],
            Path.GetRelativePath(project[TargetProject.Home], project[path]),
        ];
        return output
            .Error.Split('\n')
            .Any(line =>
                names.Any(name => line.StartsWith(name + ": error K8S", StringComparison.Ordinal))
            );
    }

    // What the last attempt was, and the schema of the targets' parameters.
    private static bool IsOfTheRunner(string path) =>
        path.StartsWith(TargetProject.Home + ".nuke", StringComparison.Ordinal);

    // Targets that boot bake first.
    private static bool IsBaked(string path) =>
        IsOfTheRunner(path)
        || path.StartsWith(TargetProject.Artifacts + "images/", StringComparison.Ordinal);
}
