using System.Text;
using System.Text.RegularExpressions;

namespace K8sImage.Clusters;

/// <summary>Names as Kubernetes and the resolver take them.</summary>
public static partial class HostName
{
    /// <summary>Whether the text is a label of RFC 1123 in lower case: 1 to 63 letters, digits and hyphens.</summary>
    public static bool IsLabel(string text) => Label().IsMatch(text);

    /// <summary>Whether the text is a host name of RFC 1123 in lower case: labels with dots between, 253 characters at most.</summary>
    public static bool IsHostName(string text) =>
        text.Length <= 253 && text.Split('.').All(IsLabel) && !LooksLikeAddress(text);

    /// <summary>Whether the text is a host name or an address.</summary>
    public static bool IsHostNameOrAddress(string text) =>
        IsHostName(text) || IpAddress.Parse(text) is not null;

    /// <summary>The label that a text comes near to: in lower case, hyphens for what is none; null if there is no telling.</summary>
    public static string? LabelLike(string text)
    {
        var near = NoLabel().Replace(text.ToLowerInvariant(), "-").Trim('-');
        return Ascii.IsValid(text) && IsLabel(near) ? near : null;
    }

    // RFC 1123, section 2.1: a name whose last label is a number would be taken for an address.
    private static bool LooksLikeAddress(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && char.IsAsciiDigit(text[^1])
        && text[(text.LastIndexOf('.') + 1)..].All(char.IsAsciiDigit);

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NoLabel();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    internal static partial Regex Label();
}
