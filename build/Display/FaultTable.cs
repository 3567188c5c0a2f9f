using K8sImage.Faults;
using Spectre.Console;

/// <summary>Shows which faults the checks caught.</summary>
internal static class FaultTable
{
    public static void Print(FaultScore score)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Step", "Check that must fail", "Fault", "Boot");
        foreach (
            var result in score.Results.OrderBy(result => result.Check.Step, StringComparer.Ordinal)
        )
        {
            table.AddRow(
                Markup.Escape(result.Check.Step),
                Markup.Escape(result.Check.Name),
                result.IsCaught ? "[green]caught[/]" : "[red]not caught[/]",
                Markup.Escape(result.Boot.Name)
            );
        }
        AnsiConsole.Write(table);
        foreach (var (boot, others) in score.Others.Where(entry => entry.Value.Count > 0))
        {
            AnsiConsole.WriteLine(
                $"{boot}: failed as well: {string.Join("; ", others.Select(check => $"{check.Step}: {check.Name}"))}"
            );
        }
        AnsiConsole.WriteLine(
            $"{score.Results.Count} faults seeded in {score.Others.Count} boots, {score.Caught} caught by the named check; {score.Unproved.Count} checks without a fault"
        );
    }
}
