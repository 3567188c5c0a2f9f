using System.Globalization;

namespace K8sImage.Reports;

/// <summary>What the reports say in words.</summary>
internal static class RunWords
{
    /// <summary>The verdict in one sentence without a full stop.</summary>
    public static string Headline(VerificationRun run)
    {
        var all = run.Nodes.Count;
        if (run.Passed)
        {
            var nodes =
                all == 1 ? $"{run.Nodes[0].Name} has passed" : $"All {all} nodes have passed";
            return run.Formed is null ? nodes : $"{nodes}, and the cluster that they form works";
        }
        if (run.Nodes.Count > 0 && run.Nodes.All(node => node.Passed))
        {
            return "All nodes have passed, and the cluster that they form does not work";
        }
        var absent = run.Nodes.Count(node => node.Boots.Count == 0);
        var failed = run.Nodes.Count(node => !node.Passed) - absent;
        string[] parts =
        [
            .. failed > 0
                ? [$"{failed} of {Nodes(all)} {(failed == 1 ? "has" : "have")} failed"]
                : (string[])[],
            .. absent > 0
                ?
                [
                    $"{(failed > 0 ? absent : $"{absent} of {Nodes(all)}")} {(absent == 1 ? "was" : "were")} not booted",
                ]
                : (string[])[],
        ];
        return parts.Length == 0 ? "No node was booted" : string.Join(", ", parts);
    }

    /// <summary>What the verdict does not say, in sentences without a full stop.</summary>
    public static IEnumerable<string> Limits(VerificationRun run)
    {
        if (run.IsFast)
        {
            yield return "The nodes were resumed just before cloud-init, once each, and not booted: a quick answer, which no hand-over rests on";
        }
        if (!run.IsFast && run.Nodes.Any(node => node.PlannedBoots == 1))
        {
            yield return "The nodes were booted once: what a restart changes has not been tried";
        }
        if (run.Base.Name != run.ClusterBase)
        {
            yield return $"The cluster file's base is {run.ClusterBase}; these boots were on {run.Base.Name}, so that pair has not been tried";
        }
        if (run.StepsOff.Count > 0)
        {
            yield return $"Off in the cluster file, and so not proved: {string.Join(", ", run.StepsOff)}";
        }
        if (run.Nodes.Any(node => node.DiskSha256 is { } disk && disk != run.Base.Sha256))
        {
            yield return $"The nodes were booted on golden disks baked from {run.Base.Name}; their digests are in verdict.json";
        }
        if (run.Machine.Dilation > 1)
        {
            yield return $"A second of the nodes lasted {run.Machine.Dilation} seconds of the machine that emulated them; the times here are the machine's";
        }
        if (run.Servers.Count > 0)
        {
            yield return $"Servers of the machine that booted the nodes stood for {string.Join(", ", run.Servers)}";
        }
    }

    /// <summary>Why a boot of a node is missing.</summary>
    public static string NotMade(NodeRun node) =>
        node.Boots.Count == 0 ? "the node was not booted" : "the boot was not made";

    /// <summary>A duration as people say it.</summary>
    public static string Duration(double seconds)
    {
        var whole = (long)Math.Round(seconds);
        return whole < 120
            ? string.Create(CultureInfo.InvariantCulture, $"{whole} s")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60} s");
    }

    /// <summary>A time to the minute.</summary>
    public static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How many checks passed, of how many.</summary>
    public static string Checks(BootRun boot) =>
        $"{boot.Checks.Count(check => check.State == CheckState.Passed)} of {boot.Checks.Count}";

    private static string Nodes(int count) => count == 1 ? "1 node" : $"{count} nodes";
}
