using System.Globalization;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>What stands at the end of a build: a table of its targets, and whether it succeeded.</summary>
internal static class Summary
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    public static IEnumerable<Line> Table(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var nameWidth = Math.Max(
            plan.Select(target => target.Name.Length).DefaultIfEmpty().Max() + 4,
            19
        );
        var width = nameWidth + StatusWidth + DurationWidth;
        var total = plan.Aggregate(TimeSpan.Zero, (sum, target) => sum + target.Duration);
        return
        [
            new(""),
            new(new string('═', width)),
            new(Row("Target", "Status", "Duration"), Tone.Title),
            new(new string('─', width)),
            .. plan.Where(target => target.Status != ExecutionStatus.Collective).Select(OfTarget),
            new(new string('─', width)),
            new(Row("Total", "", Duration(total)), Tone.Title),
            new(new string('═', width)),
        ];

        Line OfTarget(ExecutableTarget target) =>
            new(
                (
                    Row(
                        target.Name,
                        target.Status.ToString(),
                        HasRun(target) ? Duration(target.Duration) : ""
                    ) + Notes(target)
                ).TrimEnd(),
                target.Status switch
                {
                    ExecutionStatus.Succeeded => Tone.Good,
                    ExecutionStatus.Failed => Tone.Bad,
                    ExecutionStatus.Skipped => Tone.Plain,
                    _ => Tone.Warning,
                }
            );

        string Row(string name, string status, string duration) =>
            name.PadRight(nameWidth)
            + status.PadRight(StatusWidth)
            + duration.PadLeft(DurationWidth);
    }

    public static IEnumerable<Line> Outcome(bool succeeded, DateTime now)
    {
        var date = now.ToString(CultureInfo.CurrentCulture);
        return
        [
            new(""),
            succeeded
                ? new Line($"Build succeeded on {date}. ＼（＾ᴗ＾）／", Tone.Good)
                : new Line($"Build failed on {date}. (╯°□°）╯︵ ┻━┻", Tone.Bad),
        ];
    }

    /// <summary>Minutes and seconds; anything below one second is said in words.</summary>
    public static string Duration(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1)
            ? "< 1sec"
            : $"{(int)duration.TotalMinutes}:{duration.Seconds:00}";

    private static bool HasRun(ExecutableTarget target) =>
        target.Status
            is ExecutionStatus.Succeeded
                or ExecutionStatus.Failed
                or ExecutionStatus.Aborted;

    private static string Notes(ExecutableTarget target) =>
        target.Summary.Count > 0
            ? "   // "
                + string.Join(", ", target.Summary.Select(note => $"{note.Key}: {note.Value}"))
            : "";
}
