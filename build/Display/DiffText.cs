using K8sImage.HandOver.Changes;
using Spectre.Console;

/// <summary>Shows what would change for each node.</summary>
internal static class DiffText
{
    public static void Print(IEnumerable<SeedChange> changes)
    {
        if (Console.IsOutputRedirected)
        {
            // A file has no width, and a line that is broken is no line of the document.
            AnsiConsole.Profile.Width = int.MaxValue / 2;
        }
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
                AnsiConsole.Write(new Text(line + "\n", Style.Parse(style)));
            }
            AnsiConsole.WriteLine(change.Consequence);
            AnsiConsole.WriteLine();
        }
    }
}
