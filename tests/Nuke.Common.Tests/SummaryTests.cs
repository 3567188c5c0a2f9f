using Nuke.Common.Execution;
using Nuke.Common.Output;

namespace Nuke.Common.Tests;

public sealed class SummaryTests
{
    [Theory]
    [InlineData(0, "< 1sec")]
    [InlineData(0.9, "< 1sec")]
    [InlineData(1, "0:01")]
    [InlineData(59.9, "0:59")]
    [InlineData(600, "10:00")]
    [InlineData(6000, "100:00")]
    public void A_duration_is_minutes_and_seconds(double seconds, string expected) =>
        Assert.Equal(expected, Summary.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void The_table_has_a_row_for_each_target_that_does_something()
    {
        ExecutableTarget[] plan =
        [
            Row("Restore", ExecutionStatus.Skipped, 0, ("OnlyWhen", "IsServerBuild")),
            Row("BakeImages", ExecutionStatus.Succeeded, 600, ("Seeds", "3"), ("Size", "1.1 MB")),
            Row("All", ExecutionStatus.Collective, 0),
            Row("VerifyImagesOfTheCluster", ExecutionStatus.Failed, 61.5),
            Row("Boot", ExecutionStatus.Aborted, 0.2),
            Row("HandOver", ExecutionStatus.NotRun, 0),
        ];
        Expect.Text(
            "summary",
            string.Join('\n', Summary.Table(plan).Select(line => line.Text)) + "\n"
        );
    }

    private static ExecutableTarget Row(
        string name,
        ExecutionStatus status,
        double seconds,
        params (string Key, string Value)[] notes
    ) =>
        new(name, isDefault: false)
        {
            Status = status,
            Duration = TimeSpan.FromSeconds(seconds),
            Summary = notes.ToDictionary(note => note.Key, note => note.Value),
        };
}
