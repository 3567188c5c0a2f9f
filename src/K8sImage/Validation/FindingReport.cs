using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
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

    // What is longer is taken for no report.
    private const int MostRead = 64 << 20;

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
            if (kind is not null && !IsReport(Text(path)))
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

    // From beginning to end: somebody may have written on below the findings. A report without findings is empty in the
    // formats that are lines.
    private static bool IsReport(string text) =>
        text.Length == 0
        || (text[^1] == '\n' ? text[..^1] : text).Split('\n').All(line => Line().IsMatch(line))
        || HasKeysOf(JsonFormat.Write([], []), text)
        || (
            text.Contains(Maker, StringComparison.Ordinal) && HasKeysOf(SarifFormat.Write([]), text)
        );

    private static bool HasKeysOf(string report, string text)
    {
        try
        {
            return JsonNode.Parse(report) is JsonObject wanted
                && JsonNode.Parse(text) is JsonObject there
                && there.Select(each => each.Key).SequenceEqual(wanted.Select(each => each.Key));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Text(string path) =>
        Encoding.UTF8.GetString(BoundedFile.Read(path, MostRead));

    private static Finding At(string path, string message, string hint) =>
        ValidationRules.Report.At(new Place(path), message, hint);

    [GeneratedRegex(
        @"\A(::(error|warning) file=[^\n]*,title=K8S[0-9]{3} |[^\n]*: (error|warning) K8S[0-9]{3}: )"
    )]
    private static partial Regex Line();
}
