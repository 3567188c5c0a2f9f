using System.Globalization;
using System.Net;
using System.Net.Sockets;
using K8sImage.Clusters;
using K8sImage.Reports;

namespace K8sImage.HandOver.Page;

/// <summary>What the page says beyond what the files are filled with: the drawings and the proof.</summary>
internal static class PageValues
{
    /// <summary>Adds them.</summary>
    public static void Add(Dictionary<string, object?> values, Bundle bundle)
    {
        var nodes = (Dictionary<string, object?>[])values["nodes"]!;
        var first = nodes[0];
        var hasDisks = bundle.Nodes.All(node => node.Disk is not null);
        // An option, and no variable: sudo keeps none.
        values["baseOption"] = hasDisks ? "" : " --base FILE";
        values["windowsBaseOption"] = hasDisks ? "" : " -Base FILE";
        values["firstDisk"] = first["disk"] is string disk ? $"disks/{disk}" : "FILE";
        values["off"] = new Dictionary<string, object?>
        {
            ["kubernetes"] = bundle.Cluster.IsOff("kubernetes-packages"),
            ["swap"] = bundle.Cluster.IsOff("swap"),
        };
        values["endpoint"] = Endpoint(bundle.Cluster);
        values["drawings"] = new[]
        {
            NetworkDrawing.Of(nodes, "wide", inARow: 4, width: 520),
            NetworkDrawing.Of(nodes, "narrow", inARow: 1, width: 340),
        };
        values["joinWindow"] = bundle.Cluster.Bootstrap?.JoinWindow;
        values["proof"] = Proof(bundle);
    }

    // Of a name the step hosts says to each node where it leads, unless it is said to be external.
    private static Dictionary<string, object?>? Endpoint(Cluster cluster)
    {
        if (cluster.ControlPlaneEndpoint is not { } endpoint)
        {
            return null;
        }
        var isAddress = IPAddress.TryParse(endpoint, out var address);
        return new(StringComparer.Ordinal)
        {
            ["text"] =
                address?.AddressFamily == AddressFamily.InterNetworkV6
                    ? $"[{endpoint}]:6443"
                    : $"{endpoint}:6443",
            ["isFirst"] = !isAddress && cluster.EndpointBehind != EndpointBehind.External,
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
            ["formed"] = run?.Formed is { Passed: true } formed ? Formed(formed) : null,
            ["qemu"] = run?.Machine.Qemu,
            ["accelerator"] = run?.Machine.Accelerator,
            ["disks"] = proved
                .Select(node => $"{node.Node.Name} {ProofWords.Of(run!, node.Proof!)}")
                .ToArray(),
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

    private static Dictionary<string, object?> Formed(NodeRun formed) =>
        new(StringComparer.Ordinal)
        {
            ["checks"] = formed.Boots[0].Checks.Count,
            ["isFull"] = formed.Boots.Count > 1,
            ["minutes"] = string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Ceiling(ClusterStages.SecondsToReady(formed.Boots[0]) / 60):0}"
            ),
        };
}
