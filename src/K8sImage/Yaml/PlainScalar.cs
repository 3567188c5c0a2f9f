using System.Text.RegularExpressions;

namespace K8sImage.Yaml;

/// <summary>
/// What an unquoted scalar means: by YAML 1.2's core schema (section 10.3.2), and by YAML 1.1 as PyYAML, and so
/// cloud-init, resolves it (yaml.org/type: bool, int, float, null, timestamp, merge, value).
/// </summary>
public static partial class PlainScalar
{
    /// <summary>The type in YAML 1.2's core schema.</summary>
    public static ScalarKind KindOf(string text) =>
        text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
            "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Boolean,
            _ when Integer().IsMatch(text) => ScalarKind.Integer,
            _ when Float().IsMatch(text) => ScalarKind.Float,
            _ => ScalarKind.String,
        };

    /// <summary>Whether YAML 1.1 and YAML 1.2 read the unquoted text as different things.</summary>
    public static bool IsAmbiguous(string text) =>
        KindOf(text) switch
        {
            ScalarKind.Null or ScalarKind.Boolean => false,
            ScalarKind.Integer => !CanonicalInteger().IsMatch(text),
            ScalarKind.Float => !CanonicalFloat().IsMatch(text),
            _ => IsTypedInYaml11(text),
        };

    /// <summary>
    /// Whether YAML 1.1 may read the unquoted text as something else than text. Errs on the side of yes: what begins
    /// like a number counts as one.
    /// </summary>
    public static bool IsTypedInYaml11(string text) =>
        text.Length == 0
        || (text.Length <= LongestWord && Words.Contains(text))
        || (text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && NumberLike().IsMatch(text));

    private const int LongestWord = 5;

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "~",
        "null",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "y",
        "n",
        "=",
        "<<",
        ".inf",
        "-.inf",
        "+.inf",
        ".nan",
    };

    [GeneratedRegex(@"^[-+]?[0-9]+$|^0o[0-7]+$|^0x[0-9a-fA-F]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(
        @"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Float();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex CanonicalInteger();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\.[0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex CanonicalFloat();

    // Numbers with underscores, other bases, base 60 ("12:30"), exponents, and dates with or without a time. What has
    // a second dot (an address, a version) is text in both.
    [GeneratedRegex(
        @"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?([eE][-+]?[0-9]+)?$|^[-+]?\.[0-9_]+([eE][-+]?[0-9]+)?$|^[-+]?0[xob][0-9a-fA-F_]+$|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex NumberLike();
}
