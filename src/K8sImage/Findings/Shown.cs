using System.Text;

namespace K8sImage.Findings;

/// <summary>Makes a user's text fit to stand in a one-line message on a terminal.</summary>
public static class Shown
{
    private const int MaxLength = 60;

    /// <summary>The text in one line: control characters replaced, cut after 60 characters.</summary>
    public static string Short(string text) => Short(text, MaxLength);

    /// <summary>The text in one line: control characters replaced, cut after so many characters.</summary>
    public static string Short(string text, int length)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= length)
            {
                return shown.Append('…').ToString();
            }
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                shown.Append('�');
            }
            else
            {
                shown.Append(rune);
            }
        }
        return shown.ToString();
    }
}
