using System.Text;

namespace K8sImage.Findings.Formats;

/// <summary>
/// Findings as workflow commands, one a line, which GitHub Actions shows beside the source (GitHub Docs, "Workflow
/// commands for GitHub Actions", error and warning).
/// </summary>
public static class GitHubFormat
{
    /// <summary>Writes the findings.</summary>
    public static string Write(IEnumerable<Finding> findings) =>
        string.Concat(findings.Select(finding => Command(finding) + "\n"));

    private static string Command(Finding finding)
    {
        var (file, line, column) = finding.Place;
        var command = new StringBuilder(
            finding.Severity == Severity.Error ? "::error " : "::warning "
        );
        command.Append("file=").Append(Property(file));
        if (line > 0)
        {
            command.Append(",line=").Append(line);
        }
        if (column > 0)
        {
            command.Append(",col=").Append(column);
        }
        var title = $"{finding.Code} {RuleCatalogue.Find(finding.Code)?.Title}".TrimEnd();
        return command
            .Append(",title=")
            .Append(Property(title))
            .Append("::")
            .Append(Data($"{finding.Message}; {finding.Hint}"))
            .ToString();
    }

    // The runner undoes these escapes, %25 last.
    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text)
            .Replace(":", "%3A", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);
}
