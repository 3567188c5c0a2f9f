namespace K8sImage.Findings.Formats;

/// <summary>
/// Findings as JSON: <c>format</c>, <c>errors</c>, <c>warnings</c>, <c>files</c> (what was read) and <c>findings</c>, each
/// with <c>file</c>, <c>line</c>, <c>column</c> (counted from 1, absent where the finding is about the whole),
/// <c>severity</c> (<c>error</c> or <c>warning</c>), <c>code</c>, <c>title</c>, <c>message</c> and <c>hint</c>.
/// </summary>
public static class JsonFormat
{
    /// <summary>Counts up when the meaning of a field changes, or one goes.</summary>
    public const int Version = 1;

    /// <summary>Writes the findings.</summary>
    /// <param name="findings">The findings, sorted.</param>
    /// <param name="files">The files that were read.</param>
    public static string Write(
        IReadOnlyCollection<Finding> findings,
        IReadOnlyCollection<string> files
    ) =>
        FormatJson.Write(
            new
            {
                Format = Version,
                Errors = findings.Count(finding => finding.Severity == Severity.Error),
                Warnings = findings.Count(finding => finding.Severity == Severity.Warning),
                Files = files,
                Findings = findings.Select(finding => new
                {
                    finding.Place.File,
                    Line = FormatJson.OrNull(finding.Place.Line),
                    Column = FormatJson.OrNull(finding.Place.Column),
                    Severity = finding.Severity == Severity.Error ? "error" : "warning",
                    finding.Code,
                    RuleCatalogue.Find(finding.Code)?.Title,
                    finding.Message,
                    finding.Hint,
                }),
            }
        );
}
