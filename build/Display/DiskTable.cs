using System.Globalization;
using K8sImage.Disks;
using Spectre.Console;

/// <summary>Shows the golden disks of a cluster.</summary>
internal static class DiskTable
{
    public static void Print(
        IReadOnlyList<GoldenDisk> disks,
        string next,
        Func<string, string> shown
    )
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Role");
        table.AddColumn(new TableColumn("Disk").NoWrap());
        table.AddColumn(new TableColumn("Size").RightAligned().NoWrap());
        table.AddColumn("Since last time");
        foreach (var disk in disks)
        {
            var size = new FileInfo(disk.Disk.Path).Length / (1024.0 * 1024);
            table.AddRow(
                disk.Role,
                shown(disk.Disk.Path),
                size.ToString("0 MiB", CultureInfo.InvariantCulture),
                disk.IsNew ? "[green]baked[/]" : "as it was"
            );
        }
        Tables.Write(table);
        AnsiConsole.WriteLine($"Next: {next}");
    }
}
