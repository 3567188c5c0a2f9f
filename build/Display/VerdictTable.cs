using System.Globalization;
using K8sImage.Reports;
using K8sImage.Verification;
using Spectre.Console;

/// <summary>Shows what the boots proved.</summary>
internal static class VerdictTable
{
    public static void Print(
        IReadOnlyList<(VerificationRun Run, IReadOnlyList<NodeVerdict> Verdicts)> runs,
        Func<string, string> shown
    )
    {
        var table = new Table().Border(TableBorder.Rounded);
        // On one base, the line below the table names it.
        var hasBases = runs.Count > 1;
        if (hasBases)
        {
            table.AddColumn("Base");
        }
        table.AddColumns("Node", "Boot", "Verdict", "Checks", "To verdict", "Log");
        foreach (var (run, verdicts) in runs)
        {
            foreach (var cells in verdicts.SelectMany(verdict => Rows(verdict, shown)))
            {
                table.AddRow(hasBases ? [Markup.Escape(run.Base.Name), .. cells] : cells);
            }
        }
        Tables.Write(table);
        foreach (var (run, _) in runs)
        {
            AnsiConsole.WriteLine($"Booted on {run.Base.Name}, SHA-256 {run.Base.Sha256}");
        }
        foreach (var limit in runs.SelectMany(each => each.Run.Limits()).Distinct())
        {
            AnsiConsole.WriteLine(limit);
        }
    }

    private static IEnumerable<string[]> Rows(NodeVerdict verdict, Func<string, string> shown)
    {
        foreach (var boot in verdict.Boots)
        {
            yield return
            [
                verdict.Node,
                boot.Number.ToString(CultureInfo.InvariantCulture),
                boot.Passed ? "[green]passed[/]" : "[red]failed[/]",
                $"{boot.Report.Checks.Count(check => check.Passed)} of {boot.Report.Planned ?? 0}",
                boot.ToVerdict is { } time ? $"{time.TotalSeconds:f0} s" : "none",
                Markup.Escape(shown(boot.ConsoleLog)),
            ];
        }
        if (verdict.Boots.Count < verdict.Planned)
        {
            yield return
            [
                verdict.Node,
                $"{verdict.Boots.Count + 1}",
                "[red]not made[/]",
                "",
                "",
                "",
            ];
        }
    }
}
