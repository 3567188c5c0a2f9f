using System.Globalization;
using K8sImage.Reports;
using K8sImage.Verification;
using Spectre.Console;

/// <summary>Shows what the boots proved.</summary>
internal static class VerdictTable
{
    public static void Print(
        VerificationRun run,
        IReadOnlyList<NodeVerdict> verdicts,
        Func<string, string> shown
    )
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Node", "Boot", "Verdict", "Checks", "To verdict", "Log");
        foreach (var verdict in verdicts)
        {
            foreach (var boot in verdict.Boots)
            {
                table.AddRow(
                    verdict.Node,
                    boot.Number.ToString(CultureInfo.InvariantCulture),
                    boot.Passed ? "[green]passed[/]" : "[red]failed[/]",
                    $"{boot.Report.Checks.Count(check => check.Passed)} of {boot.Report.Planned ?? 0}",
                    boot.ToVerdict is { } time ? $"{time.TotalSeconds:f0} s" : "none",
                    Markup.Escape(shown(boot.ConsoleLog))
                );
            }
            if (verdict.Boots.Count < verdict.Planned)
            {
                table.AddRow(
                    verdict.Node,
                    $"{verdict.Boots.Count + 1}",
                    "[red]not made[/]",
                    "",
                    "",
                    ""
                );
            }
        }
        Tables.Write(table);
        AnsiConsole.WriteLine($"Booted on {run.Base.Name}, SHA-256 {run.Base.Sha256}");
        foreach (var limit in run.Limits())
        {
            AnsiConsole.WriteLine(limit);
        }
    }
}
