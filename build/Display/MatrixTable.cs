using System.Globalization;
using K8sImage.Machines;
using K8sImage.Verification;
using Spectre.Console;

/// <summary>Shows on which machines a node has passed.</summary>
internal static class MatrixTable
{
    public static void Print(
        string node,
        IReadOnlyList<(NodeUnderTest Machine, NodeVerdict Verdict)> machines
    )
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Firmware", "Disk", "Network card", "Serial ports", "Verdict", "Checks");
        table.AddColumn("Whole boot");
        foreach (var (machine, verdict) in machines)
        {
            var hardware = machine.Hardware;
            var boot = verdict.Boots[0];
            table.AddRow(
                hardware.Firmware == Firmware.Bios ? "BIOS" : "UEFI",
                hardware.Disk == DiskBus.Virtio ? "virtio" : "SATA",
                hardware.Card,
                hardware.HasSerialPorts ? "two" : "none",
                verdict.Passed ? "[green]passed[/]" : "[red]failed[/]",
                $"{boot.Report.Checks.Count(check => check.Passed)} of {boot.Report.Planned ?? 0}",
                boot.ToEnd.TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture)
            );
        }
        Tables.Write(table);
        AnsiConsole.WriteLine(
            $"{node} has passed on {machines.Count(machine => machine.Verdict.Passed)} of {machines.Count} machines"
        );
    }
}
