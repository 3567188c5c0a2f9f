using System.Globalization;
using System.Text;

namespace K8sImage.Findings;

/// <summary>Makes a user's text fit to stand in a one-line message on a terminal.</summary>
public static class Shown
{
    private const int MaxLength = 60;

    /// <summary>The text in one line: characters that can't be seen written as <c>&lt;U+200B&gt;</c>, cut after 60 characters.</summary>
    public static string Short(string text) => Short(text, MaxLength);

    /// <summary>The text in one line: characters that can't be seen written as <c>&lt;U+200B&gt;</c>, cut after so many characters.</summary>
    public static string Short(string text, int length)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= length)
            {
                return shown.Append('…').ToString();
            }
            if (CanBeSeen(rune))
            {
                shown.Append(rune);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"<U+{rune.Value:X4}>");
            }
        }
        return shown.ToString();
    }

    // Some of the others move the cursor, some turn the direction of writing, some look like a space or like nothing.
    private static bool CanBeSeen(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
