using K8sImage.HandOver.Changes;
using Spectre.Console;

/// <summary>Shows what would change for each node.</summary>
internal static class DiffText
{
    public static void Print(IEnumerable<SeedChange> changes)
    {
        foreach (var change in changes)
        {
            AnsiConsole.MarkupLine(
                $"[bold]{Markup.Escape(change.Node)}[/]: {change.Kind.ToString().ToLowerInvariant()}"
            );
            foreach (var line in change.Documents.SelectMany(document => document.Diff.Split('\n')))
            {
                var style =
                    line.StartsWith('+') ? "green"
                    : line.StartsWith('-') ? "red"
                    : line.StartsWith('@') ? "blue"
                    : "default";
                // A console that wraps would break what can be copied: the line is written as it is.
                AnsiConsole.Write(
                    new Text(line + "\n", Style.Parse(style)) { Overflow = Overflow.Ellipsis }
                );
            }
            AnsiConsole.WriteLine(change.Consequence);
            AnsiConsole.WriteLine();
        }
    }
}
