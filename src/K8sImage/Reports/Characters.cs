using System.Text;
using System.Xml;

namespace K8sImage.Reports;

/// <summary>What guests write, made fit for the reports.</summary>
internal static class Characters
{
    /// <summary>
    /// The text with a visible sign in the place of each control character but line break and tab: U+2400 and the
    /// following, as Unicode has them for this.
    /// </summary>
    public static string Visible(string text) =>
        string.Create(
            text.Length,
            text,
            static (shown, text) =>
            {
                for (var i = 0; i < text.Length; i++)
                {
                    shown[i] = text[i] switch
                    {
                        '\n' or '\t' => text[i],
                        < ' ' => (char)('\u2400' + text[i]),
                        '\u007F' => '\u2421',
                        // Marks that turn the direction of what follows.
                        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => '\uFFFD',
                        _ => text[i],
                    };
                }
            }
        );

    /// <summary>The text without what XML 1.0 can't hold (section 2.2), not even as a reference.</summary>
    public static string ForXml(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                kept.Append(text, i++, 2);
            }
        }
        return kept.ToString();
    }
}
