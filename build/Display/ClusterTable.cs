using K8sImage.Verification;
using Spectre.Console;

/// <summary>Shows what was proved of a cluster.</summary>
internal static class ClusterTable
{
    /// <summary>Prints a row for each node and boot, and one for the cluster.</summary>
    public static void Print(ClusterVerdict verdict, Func<string, string> show)
    {
        var table = new Table().AddColumns("Who", "Boot", "Verdict", "Checks", "To verdict", "Log");
        foreach (var node in verdict.Nodes)
        {
            foreach (var boot in node.Boots)
            {
                Row(
                    table,
                    node.Node,
                    boot.Number,
                    boot.Passed,
                    boot.Report,
                    boot.ToVerdict,
                    show(boot.ConsoleLog)
                );
            }
        }
        foreach (var boot in verdict.Boots)
        {
            Row(
                table,
                "the cluster",
                boot.Number,
                boot.Passed,
                boot.Report,
                boot.ToVerdict,
                show(boot.Log)
            );
        }
        Tables.Write(table);
        foreach (var boot in verdict.Boots)
        {
            Console.WriteLine(
                $"{boot.Number}, {boot.Occasion}: "
                    + string.Join(
                        ", ",
                        boot.Timeline.Where(each => IsMilestone(each.Line.Words))
                            .Select(each => $"{each.Line.Words} after {each.At.TotalSeconds:0} s")
                    )
            );
        }
    }

    private static bool IsMilestone(string words) =>
        words.StartsWith("the control plane runs", StringComparison.Ordinal)
        || (
            words.EndsWith("is Ready", StringComparison.Ordinal)
            && !words.StartsWith("waiting", StringComparison.Ordinal)
        )
        || words.StartsWith("all nodes have joined", StringComparison.Ordinal);

    private static void Row(
        Table table,
        string who,
        int boot,
        bool passed,
        TapReport report,
        TimeSpan? toVerdict,
        string log
    ) =>
        table.AddRow(
            who,
            $"{boot}",
            passed ? "passed" : "failed",
            $"{report.Checks.Count(check => check.Passed)} of {report.Planned ?? 0}",
            toVerdict is { } time ? $"{time.TotalSeconds:0} s" : "none",
            log
        );
}
