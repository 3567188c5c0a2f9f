using System.Globalization;
using K8sImage.Disks;
using Spectre.Console;

/// <summary>Shows the golden disks of a cluster.</summary>
internal static class DiskTable
{
    public static void Print(
        IReadOnlyList<(GoldenDisk Disk, IReadOnlyList<DiskCopy> Copies)> disks,
        string next,
        Func<string, string> shown
    )
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("Role");
        table.AddColumn(new TableColumn("Disk").NoWrap());
        table.AddColumn(new TableColumn("Size").RightAligned().NoWrap());
        table.AddColumn("Since last time");
        foreach (var (disk, copies) in disks)
        {
            Add(disk.Record.Role, disk.Disk.Path, disk.IsNew ? "[green]baked[/]" : "as it was");
            foreach (var copy in copies)
            {
                Add("", copy.Path, copy.IsNew ? "[green]written[/]" : "as it was");
            }
        }
        void Add(string role, string path, string change)
        {
            var size = new FileInfo(path).Length / (1024.0 * 1024);
            var shownSize = size.ToString("0 MiB", CultureInfo.InvariantCulture);
            table.AddRow(role, Markup.Escape(shown(path)), shownSize, change);
        }
        Tables.Write(table);
        AnsiConsole.WriteLine($"Next: {next}");
    }
}
