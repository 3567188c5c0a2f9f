using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using K8sImage.Verification;
using Spectre.Console;

/// <summary>How far each node is, as a table.</summary>
/// <param name="nodes">Names of the nodes.</param>
/// <param name="boots">How many boots each node must pass.</param>
internal sealed class LiveTable(IReadOnlyList<string> nodes, int boots) : IProgress<NodeProgress>
{
    // Borders, heading and what stands below.
    private const int OtherLines = 6;

    private readonly ConcurrentDictionary<string, (NodeProgress Progress, long At)> _last = new(
        StringComparer.Ordinal
    );

    public void Report(NodeProgress value) => _last[value.Node] = (value, Stopwatch.GetTimestamp());

    /// <summary>The table as it is now.</summary>
    public Table Draw()
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Node");
        table.AddColumn("Boot");
        table.AddColumn(new TableColumn("Stage").Width(24));
        table.AddColumn(new TableColumn("Elapsed").RightAligned().Width(7));
        table.AddColumn(new TableColumn("Checks").RightAligned().Width(8));
        table.AddColumn(new TableColumn("Failed").RightAligned());
        // Where not all have room, those that are at work are the ones to look at.
        var room = Math.Max(1, AnsiConsole.Profile.Height - OtherLines);
        var shown = nodes.Count <= room ? nodes : [.. nodes.OrderBy(Order).Take(room)];
        foreach (var node in shown)
        {
            table.AddRow(Row(node));
        }
        if (shown.Count < nodes.Count)
        {
            table.Caption($"and {nodes.Count - shown.Count} more nodes");
        }
        return table;
    }

    private int Order(string node) =>
        !_last.TryGetValue(node, out var last) ? 1
        : IsOver(last.Progress) ? 2
        : 0;

    private bool IsOver(NodeProgress progress) =>
        progress.Passed == false || (progress.Passed == true && progress.Boot == boots);

    private string[] Row(string node)
    {
        if (!_last.TryGetValue(node, out var last))
        {
            return [Markup.Escape(node), $"[grey]0 of {boots}[/]", "[grey]waiting[/]", "", "", ""];
        }
        var (progress, at) = last;
        var elapsed =
            progress.Elapsed
            + (progress.Passed is null ? Stopwatch.GetElapsedTime(at) : TimeSpan.Zero);
        return
        [
            Markup.Escape(node),
            $"{progress.Boot} of {boots}",
            progress.Passed switch
            {
                true => "[green]passed[/]",
                false => "[red]failed[/]",
                null => Markup.Escape(progress.Stage),
            },
            string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:f0} s"),
            progress.ChecksPlanned > 0 ? $"{progress.ChecksDone} of {progress.ChecksPlanned}" : "",
            progress.ChecksFailed > 0 ? $"[red]{progress.ChecksFailed}[/]" : "",
        ];
    }
}
