using System.Globalization;
using K8sImage.Verification;

namespace K8sImage.Reports.Page;

/// <summary>Reads a console's log for the page.</summary>
internal static class LogReader
{
    private const int LinesInChunk = 100;

    // A guest that writes without end must not make a page that no browser opens.
    private const int MostLines = 200_000;
    private const int LongestLine = 4000;

    /// <summary>The log; null where there is none that can be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="id">Name of its boot in links.</param>
    /// <param name="marks">What some of its lines mean.</param>
    public static PageLog? Read(string path, string id, IReadOnlyList<ConsoleLine> marks)
    {
        // The scanner numbers lines by their line feeds alone.
        string[] lines;
        try
        {
            lines = File.ReadAllText(path).Split('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        if (lines[^1].Length == 0)
        {
            lines = lines[..^1];
        }
        // Several patterns may match one line: the worst of them is shown.
        var weights = marks
            .GroupBy(mark => mark.Line)
            .ToDictionary(same => same.Key, same => same.MaxBy(mark => mark.Weight)!);
        LogLine[] shown =
        [
            .. lines
                .Take(MostLines)
                .Select((line, i) => Line(i + 1, line, id, weights.GetValueOrDefault(i + 1))),
        ];
        return new PageLog(
            lines.Length,
            shown.Length,
            [.. shown.Where(line => line.Weight is not null)],
            [.. shown.Chunk(LinesInChunk)]
        );
    }

    private static LogLine Line(int number, string text, string id, ConsoleLine? mark)
    {
        var plain = Characters.Visible(ConsoleScanner.Plain(text));
        var line = new LogLine(
            number,
            plain.Length > LongestLine ? plain[..LongestLine] + "…" : plain
        );
        return mark is null
            ? line
            : line with
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"{id}-L{number}"),
                Weight = mark.Weight.ToString().ToLowerInvariant(),
                Reason = mark.Reason,
            };
    }
}
