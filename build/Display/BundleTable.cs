using K8sImage.HandOver;
using Spectre.Console;

/// <summary>Shows the receiver of a bundle what is in it.</summary>
internal static class BundleTable
{
    public static void Print(BundleManifest manifest, IReadOnlyList<string> signers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("Node", "Role", "Address", "Proved");
        foreach (var node in manifest.Nodes)
        {
            table.AddRow(
                Markup.Escape(node.Name),
                Markup.Escape(node.Role),
                Markup.Escape(node.Address),
                node.Verified is { } words ? Markup.Escape(words) : "[red]NOT VERIFIED[/]"
            );
        }
        Tables.Write(table);
        AnsiConsole.WriteLine(
            signers.Count == 0
                ? "Nothing in it has changed since its sums were written; no signature says by whom"
                : $"Nothing in it has changed; signed by {string.Join(" and ", signers)}"
        );
    }
}
