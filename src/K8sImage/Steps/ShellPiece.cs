using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A piece of POSIX shell as a node gets it.</summary>
/// <param name="Source">The scalar that it was written in, templates still in it.</param>
/// <param name="Text">Its text, values filled in.</param>
internal sealed record ShellPiece(YamlScalar Source, string Text)
{
    /// <summary>The place of a line of the text in the file, as near as templates allow.</summary>
    /// <param name="line">Line of <see cref="Text"/>, counted from 1.</param>
    /// <param name="word">What is wrong in that line; it gives the column where it stands there only once.</param>
    public Place PlaceOf(int line, string? word)
    {
        if (Source.Text.Contains('\n'))
        {
            return Source.PlaceWithin(SourceLine(line), 1);
        }
        var at = word is null ? -1 : Source.Text.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && at == Source.Text.LastIndexOf(word!, StringComparison.Ordinal)
            ? Source.PlaceWithin(1, at + 1)
            : Source.Place;
    }

    /// <summary>A line of the text, the last one where there are fewer.</summary>
    public string Line(int line)
    {
        var lines = Text.TrimEnd().Split('\n');
        return lines[Math.Clamp(line, 1, lines.Length) - 1];
    }

    // Templates make more or fewer lines of one. The nearest line above that stands in the file as it is, and only once,
    // says where we are.
    private int SourceLine(int line)
    {
        var text = Text.TrimEnd().Split('\n');
        line = Math.Clamp(line, 1, text.Length);
        if (Source.Text == Text)
        {
            return line;
        }
        var written = Source.Text.TrimEnd().Split('\n');
        for (var at = line - 1; at >= 0; at--)
        {
            var first = Array.IndexOf(written, text[at]);
            if (first >= 0 && first == Array.LastIndexOf(written, text[at]))
            {
                return Math.Min(first + line - at, written.Length);
            }
        }
        return 1;
    }
}
