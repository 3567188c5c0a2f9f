using System.Text.RegularExpressions;
using TimeZoneConverter;

namespace K8sImage.Clusters;

/// <summary>Names of time zones in the tz database.</summary>
internal static partial class TimeZoneName
{
    /// <summary>Whether there is a zone of this name, in this writing: its file's name on Linux.</summary>
    public static bool Exists(string text) =>
        Form().IsMatch(text)
        && !NoZone().IsMatch(text)
        // The machine's own database answers at once; the package's list serves where there is none. What .NET has found
        // before it finds again in capitals, too.
        && (
            (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) && zone.Id == text)
            || TZConvert.KnownIanaTimeZoneNames.Contains(text)
        );

    /// <summary>The zone that is meant by a name of Windows, or by one with a slip in it; null if there is no telling.</summary>
    public static string? Nearest(string text) =>
        TZConvert.TryWindowsToIana(text, out var zone)
            ? zone
            : Findings.Nearest.To(text, TZConvert.KnownIanaTimeZoneNames, within: text.Length / 4);

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){0,2}\z")]
    internal static partial Regex Form();

    // What lies beside the zones in /usr/share/zoneinfo on some machines: a link to /etc/localtime, rules, and zones told twice.
    [GeneratedRegex(@"\A(localtime|posixrules|Factory|(posix|right)/.*)\z")]
    private static partial Regex NoZone();
}
