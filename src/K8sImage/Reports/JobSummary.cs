using System.Text;
using K8sImage.Findings;

namespace K8sImage.Reports;

/// <summary>
/// A run as a job's summary on GitHub (GitHub Actions: workflow commands, "Adding a job summary"): Markdown in which
/// nothing that a guest said can be markup.
/// </summary>
public static class JobSummary
{
    // GitHub drops a summary of more than 1 MiB.
    private const int MostRows = 100;

    /// <summary>Writes a run.</summary>
    public static string Write(VerificationRun run)
    {
        var text = new StringBuilder();
        text.Append(
            $"### {(run.Passed ? "✅" : "❌")} {Safe(run.Cluster)}: {Safe(RunWords.Headline(run))}\n\n"
        );
        text.Append(
            $"On {Safe(run.Base.Name)} (SHA-256 <code>{Safe(run.Base.Sha256)}</code>), QEMU {Safe(run.Machine.Qemu)}, {Safe(run.Machine.Accelerator)}, {RunWords.Duration(run.Seconds)}.\n\n"
        );
        foreach (var limit in RunWords.Limits(run))
        {
            text.Append($"⚠️ {Safe(limit)}.\n\n");
        }
        text.Append("| Node | Boot | Verdict | Checks | To verdict |\n|---|---|---|---|---|\n");
        foreach (var node in run.Judged)
        {
            AppendBoots(text, node);
        }
        string[] problems =
        [
            .. run.Judged.SelectMany(node => node.Boots.SelectMany(boot => Problems(node, boot))),
        ];
        if (problems.Length > 0)
        {
            text.Append("\n| Where | What | Hint |\n|---|---|---|\n");
            text.AppendJoin("", problems.Take(MostRows));
        }
        if (problems.Length > MostRows)
        {
            text.Append($"\nand {problems.Length - MostRows} more.\n");
        }
        return text.Append('\n').ToString();
    }

    private static void AppendBoots(StringBuilder text, NodeRun node)
    {
        foreach (var boot in node.Boots)
        {
            text.Append(
                $"| {Safe(node.Name)} | {boot.Number} | {(boot.Passed ? "✅ passed" : "❌ failed")} | {RunWords.Checks(boot)} | {(boot.SecondsToVerdict is { } time ? RunWords.Duration(time) : "none")} |\n"
            );
        }
        for (var number = node.Boots.Count + 1; number <= node.PlannedBoots; number++)
        {
            text.Append($"| {Safe(node.Name)} | {number} | ❌ not made | | |\n");
        }
    }

    private static IEnumerable<string> Problems(NodeRun node, BootRun boot)
    {
        var where = $"{node.Name}, boot {boot.Number}";
        foreach (var check in boot.Checks.Where(check => check.State == CheckState.Failed))
        {
            yield return Row(
                where,
                $"{check.Step}: {check.Name}" + (check.Contrast is { } said ? $": {said}" : ""),
                check.Hint ?? ""
            );
        }
        foreach (
            var finding in boot.OtherFindings.Where(finding => finding.Severity == Severity.Error)
        )
        {
            yield return Row(where, $"{finding.Code}: {finding.Message}", finding.Hint);
        }
        var missing = boot.Checks.Count(check => check.State == CheckState.NotRun);
        if (missing > 0)
        {
            yield return Row(where, $"{missing} checks have not run", "");
        }
    }

    private static string Row(params string[] cells) =>
        $"| {string.Join(" | ", cells.Select(Safe))} |\n";

    /// <summary>
    /// The text with every sign that Markdown or HTML may take for its own as a character reference, which is always
    /// text (CommonMark 0.31, 2.5), on one line.
    /// </summary>
    private static string Safe(string text)
    {
        var safe = new StringBuilder();
        foreach (var sign in Characters.Visible(text))
        {
            if (
                char.IsAscii(sign)
                && !char.IsAsciiLetterOrDigit(sign)
                && !" -.,/()'=%".Contains(sign, StringComparison.Ordinal)
            )
            {
                safe.Append(sign is '\n' or '\t' ? " " : $"&#{(int)sign};");
            }
            else
            {
                safe.Append(sign);
            }
        }
        // GitHub makes links of such words.
        return safe.ToString().Replace("www.", "www&#46;", StringComparison.OrdinalIgnoreCase);
    }
}
