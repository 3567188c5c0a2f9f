using System.Globalization;
using K8sImage.Seeds;
using K8sImage.Seeds.Output;
using Spectre.Console;

/// <summary>Shows what a bake did, and what to do next.</summary>
internal static class BakeTable
{
    // More rows than a screen holds help nobody.
    private const int MaxRows = 50;

    public static void Print(BakeResult result, string next, Func<string, string> shown)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in (string[])["Node", "Role", "Address", "Seed"])
        {
            table.AddColumn(new TableColumn(name).NoWrap());
        }
        table.AddColumn(new TableColumn("Size").RightAligned().NoWrap());
        table.AddColumn("Since last time");
        foreach (var node in result.Nodes.Take(MaxRows))
        {
            var image = node.Image;
            table.AddRow(
                image.Name,
                image.Role,
                image.Address,
                shown(Path.Combine(result.Directory, image.Name, Seed.Iso)),
                Size(image),
                Change(node)
            );
        }
        foreach (var name in result.Removed.Take(MaxRows))
        {
            table.AddRow(name, "", "", "", "", "[red]removed[/]");
        }
        Tables.Write(table);
        if (result.Nodes.Count > MaxRows)
        {
            AnsiConsole.WriteLine($"and {result.Nodes.Count - MaxRows} more nodes");
        }
        if (result.DisabledSteps.Count > 0)
        {
            var steps = string.Join(", ", result.DisabledSteps);
            AnsiConsole.WriteLine($"Turned off in the cluster file: {steps}");
        }
        AnsiConsole.WriteLine(
            result.IsRewritten
                ? $"Written to {shown(result.Directory)}"
                : $"Nothing changed; {shown(result.Directory)} is as it was"
        );
        AnsiConsole.WriteLine($"Next: {next}");
    }

    private static string Size(NodeImage image)
    {
        var bytes = image.Files.First(file => file.Name == Seed.Iso).Size;
        return (bytes / 1024).ToString(CultureInfo.InvariantCulture) + " KiB";
    }

    private static string Change(BakedNode node) =>
        node.IsNew ? "[green]new[/]"
        : node.Changed.Count == 0 ? "[grey]unchanged[/]"
        : Markup.Escape(
            string.Join(", ", node.Changed.Where(name => name != Seed.Iso).DefaultIfEmpty(Seed.Iso))
        );
}
