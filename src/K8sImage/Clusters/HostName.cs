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

    /// <summary>
    /// Whether programs read the text as an IPv4 address in one of the short or other forms of inet_aton(3): one to four
    /// numbers with dots between, each decimal, octal or hexadecimal. A number with digits that its base lacks counts too.
    /// </summary>
    public static bool IsNumber(string text) =>
        IpAddress.Parse(text) is null
        && text.Split('.') is { Length: <= 4 } parts
        && parts.All(Number().IsMatch);

    /// <summary>The address that inet_aton(3) makes of such a number; <c>of that value</c> where it makes none.</summary>
    public static string AddressOf(string number)
    {
        var bytes = new byte[4];
        var parts = number.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            // The last part fills all bytes that are left.
            var isLast = i == parts.Length - 1;
            if (ValueOf(parts[i]) is not { } value || value >= 1L << (isLast ? 8 * (4 - i) : 8))
            {
                return "of that value";
            }
            for (var at = isLast ? 3 : i; at >= i; at--, value >>= 8)
            {
                bytes[at] = (byte)value;
            }
        }
        return string.Join('.', bytes);
    }

    private static long? ValueOf(string part)
    {
        var (digits, radix) =
            part.StartsWith("0x", StringComparison.Ordinal) ? (part[2..], 16)
            : part.Length > 1 && part[0] == '0' ? (part[1..], 8)
            : (part, 10);
        try
        {
            return radix == 10
                ? long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)
                : Convert.ToInt64(digits, radix);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    // RFC 1123, section 2.1: a name whose last label is a number would be taken for an address.
    private static bool LooksLikeAddress(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && Number().IsMatch(text[(text.LastIndexOf('.') + 1)..]);

    [GeneratedRegex(@"\A(0x[0-9a-f]+|[0-9]+)\z")]
    private static partial Regex Number();

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex NoLabel();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    internal static partial Regex Label();
}
