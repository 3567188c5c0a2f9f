using System.Globalization;
using K8sImage.Reports;

namespace K8sImage.HandOver.Page;

/// <summary>What the page says beyond what the files are filled with: the drawing and the proof.</summary>
internal static class PageValues
{
    // Pixels of the drawing.
    private const int InARow = 4;
    private const int Step = 220;
    private const int Left = 44;
    private const int Top = 92;
    private const int RowHeight = 112;

    // As many of its characters as fit a box.
    private const int NameLength = 22;

    /// <summary>Adds them.</summary>
    public static void Add(Dictionary<string, object?> values, Bundle bundle)
    {
        var nodes = (Dictionary<string, object?>[])values["nodes"]!;
        var first = nodes[0];
        var hasDisks = bundle.Nodes.All(node => node.Disk is not null);
        values["basePrefix"] = hasDisks ? "" : "BASE=PATH ";
        values["baseOption"] = hasDisks ? "" : " -Base PATH";
        values["firstDisk"] = first["disk"] is string disk ? $"disks/{disk}" : "BASE";
        values["off"] = new Dictionary<string, object?>
        {
            ["kubernetes"] = bundle.Cluster.DisabledSteps.Any(step =>
                step.Text == "kubernetes-packages"
            ),
        };
        Draw(values, nodes);
        values["proof"] = Proof(bundle);
    }

    private static void Draw(
        Dictionary<string, object?> values,
        Dictionary<string, object?>[] nodes
    )
    {
        var columns = Math.Min(nodes.Length, InARow);
        var rows = (nodes.Length + InARow - 1) / InARow;
        for (var i = 0; i < nodes.Length; i++)
        {
            var x = Left + i % InARow * Step;
            var y = Top + i / InARow * RowHeight;
            var name = (string)nodes[i]["name"]!;
            nodes[i]["x"] = x;
            nodes[i]["y"] = y;
            nodes[i]["wireY"] = y - 20;
            nodes[i]["middle"] = x + 100;
            nodes[i]["nameY"] = y + 25;
            nodes[i]["addressY"] = y + 45;
            nodes[i]["roleY"] = y + 63;
            nodes[i]["shortName"] =
                name.Length <= NameLength ? name : name[..(NameLength - 1)] + "…";
        }
        var width = Math.Max(Left + columns * Step, 520);
        values["drawing"] = new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = Top + rows * RowHeight,
            ["middle"] = width / 2,
            ["gatewayX"] = width / 2 - 110,
            ["right"] = width - 24,
            ["rows"] = Enumerable
                .Range(1, rows - 1)
                .Select(row => Top - 20 + row * RowHeight)
                .ToArray(),
            ["inside"] = Top + rows * RowHeight - 10,
        };
    }

    private static Dictionary<string, object?> Proof(Bundle bundle)
    {
        var proved = bundle.Nodes.Where(node => node.Proof is not null).ToArray();
        var firsts = proved.Select(node => node.Proof!.Boots[0].SecondsToVerdict ?? 0).ToArray();
        var run = bundle.Run;
        return new(StringComparer.Ordinal)
        {
            ["isVerified"] = bundle.IsVerified,
            ["unverified"] = bundle
                .Nodes.Where(node => node.Proof is null)
                .Select(node => node.Node.Name)
                .ToArray(),
            ["date"] = run?.Started.UtcDateTime.ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            ["limits"] = proved.Length > 0 ? run!.Limits().ToArray() : [],
            ["wait"] =
                firsts.Length > 0
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"up to {Math.Ceiling(firsts.Max() / 60):0} minutes{(run!.Machine.Accelerator == "tcg" ? " without hardware virtualisation, and far less with it" : "")}"
                    )
                    : "some minutes",
            ["qemu"] = run?.Machine.Qemu,
            ["accelerator"] = run?.Machine.Accelerator,
            ["disk"] = string.Join(
                "; ",
                proved.Select(node => $"{node.Node.Name} {ProofWords.Of(run!, node.Proof!)}")
            ),
            ["rows"] = proved
                .SelectMany(node =>
                    node.Proof!.Boots.Select(boot => new Dictionary<string, object?>
                    {
                        ["node"] = node.Node.Name,
                        ["boot"] = boot.Number,
                        ["checks"] = RunWords.Checks(boot),
                        ["seconds"] = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{boot.SecondsToVerdict:0} s"
                        ),
                        ["console"] = boot.ConsoleLog,
                        ["verdict"] = boot.VerdictLog,
                    })
                )
                .ToArray(),
        };
    }
}
