using System.Text;

namespace K8sImage.Steps.Templates;

/// <summary>Quotes text for a POSIX shell (Shell Command Language, section 2.2.2: single quotes).</summary>
public static class ShellWord
{
    /// <summary>The text as one word, which no shell expands or splits.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(IsPlain)
            ? text
            : new StringBuilder(text.Length + 2)
                .Append('\'')
                .Append(text)
                .Replace("'", "'\\''", 1, text.Length)
                .Append('\'')
                .ToString();

    private static bool IsPlain(char c) =>
        char.IsAsciiLetterOrDigit(c) || c is '.' or '/' or '-' or '_' or ':';
}
