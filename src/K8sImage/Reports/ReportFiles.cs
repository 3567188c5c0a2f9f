using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Reports.Page;

namespace K8sImage.Reports;

/// <summary>The reports of a run as files, beside the logs of its boots.</summary>
/// <param name="directory">The directory.</param>
public sealed class ReportFiles(string directory)
{
    /// <summary>Names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [JsonReport.FileName, JUnitReport.FileName, HtmlReport.FileName];

    /// <summary>Path of the page.</summary>
    public string Page => Path.Combine(directory, HtmlReport.FileName);

    /// <summary>Writes all reports; each appears whole or not at all.</summary>
    /// <exception cref="FindingException">A file can't be written.</exception>
    public void Write(VerificationRun run) =>
        Try(() =>
        {
            Write(HtmlReport.FileName, HtmlReport.Write(run, directory));
            Write(JUnitReport.FileName, JUnitReport.Write(run));
            // The record comes last: where it is, all of them are.
            Write(JsonReport.FileName, JsonReport.Write(run));
        });

    /// <summary>Appends a summary of the run to the file of a GitHub job (GITHUB_STEP_SUMMARY).</summary>
    /// <exception cref="FindingException">The file can't be written.</exception>
    public void AppendSummary(string path, VerificationRun run) =>
        Try(() => File.AppendAllText(path, JobSummary.Write(run)));

    private void Write(string name, string text) =>
        WholeFile.Write(Path.Combine(directory, name), text);

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                ReportRules.NotWritten.At(
                    new Place(directory),
                    $"the reports can't be written: {e.Message}",
                    "make room there, and let this user write to it"
                )
            );
        }
    }
}
