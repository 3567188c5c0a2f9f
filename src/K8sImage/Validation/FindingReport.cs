using System.Text;
using System.Text.RegularExpressions;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Findings.Formats;
using K8sImage.Tools;

namespace K8sImage.Validation;

/// <summary>A report of findings as a file. It takes no other file's place.</summary>
public static partial class FindingReport
{
    private const string Maker = "\"K8sImage\"";

    // The longest path and the code are in the first line of a report.
    private const int HeadLength = 8192;

    /// <summary>Writes a report; it appears whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="document">What to.</param>
    /// <param name="inputs">The files that were looked at.</param>
    /// <returns>Why it was not written; null if it was.</returns>
    public static Finding? Write(string path, string document, IEnumerable<string> inputs)
    {
        try
        {
            var kind = FileTree.KindOf(path);
            if (kind is not (null or EntryKind.File))
            {
                return At(
                    path,
                    "this is a link, a device or a pipe, and no report is written through it",
                    "name a file for the report"
                );
            }
            if (inputs.Any(input => Path.GetFullPath(input) == Path.GetFullPath(path)))
            {
                return At(
                    path,
                    "this is one of the files that were looked at, and no report is written over it",
                    "name another file for the report"
                );
            }
            if (kind is not null && !IsReport(Head(path)))
            {
                return At(
                    path,
                    "this file is no report of findings, and is not replaced",
                    "name another file for the report, or move this one away"
                );
            }
            WholeFile.Write(path, document, overwrite: kind is not null);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return At(
                path,
                $"the report can't be written: {e.Message.TrimEnd('.')}",
                "name a file that this user may write"
            );
        }
    }

    // A report without findings is empty in the formats that are lines.
    private static bool IsReport(string head) =>
        head.Length == 0
        || Line().IsMatch(head)
        || head.StartsWith(Before(JsonFormat.Write([], []), "0"), StringComparison.Ordinal)
        || head.StartsWith(Before(SarifFormat.Write([]), Maker) + Maker, StringComparison.Ordinal);

    private static string Head(string path) =>
        Encoding.UTF8.GetString(BoundedFile.Read(path, HeadLength));

    private static string Before(string text, string end) =>
        text[..text.IndexOf(end, StringComparison.Ordinal)];

    private static Finding At(string path, string message, string hint) =>
        ValidationRules.Report.At(new Place(path), message, hint);

    [GeneratedRegex(
        @"\A(::(error|warning) file=[^\n]*,title=K8S[0-9]{3} |[^\n]*: (error|warning) K8S[0-9]{3}: )"
    )]
    private static partial Regex Line();
}
