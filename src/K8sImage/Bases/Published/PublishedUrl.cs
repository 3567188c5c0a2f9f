using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases.Published;

/// <summary>Reads the address of an image: encrypted, and of one release, so that it always gives the same bytes.</summary>
/// <param name="findings">Takes what is wrong with it.</param>
internal sealed partial class PublishedUrl(FindingCollection findings)
{
    private static readonly string[] Moving = ["current", "latest"];

    /// <summary>The address; null where there is none, or, with a finding, where it can't be taken.</summary>
    public Uri? Read(YamlScalar? scalar)
    {
        if (scalar is null)
        {
            return null;
        }
        if (
            !Form().IsMatch(scalar.Text)
            || !Uri.TryCreate(scalar.Text, UriKind.Absolute, out var url)
        )
        {
            return Refuse(
                scalar,
                scalar.Place,
                "is no address of an image",
                "write https://, host and path: no user name, no query, no '..'"
            );
        }
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
        {
            return Refuse(scalar, scalar.Place, "is not encrypted", "write https://");
        }
        if (
            url.Segments.Select(part => part.TrimEnd('/')).FirstOrDefault(Moving.Contains) is
            { } word
        )
        {
            return Refuse(
                scalar,
                scalar.FindText($"/{word}/"),
                $"gives another image each time that '{word}' moves",
                "write the address in the directory of one dated release"
            );
        }
        return HasDate(url.AbsolutePath)
            ? url
            : Refuse(
                scalar,
                scalar.Place,
                "has no date in its path",
                "write the address in the directory of one dated release, as in release-20260926"
            );
    }

    private Uri? Refuse(YamlScalar scalar, Place place, string wrong, string hint)
    {
        findings.Add(BaseRules.Url.At(place, $"'{Shown.Short(scalar.Text)}' {wrong}", hint));
        return null;
    }

    private static bool HasDate(string path) =>
        EightDigits()
            .Matches(path)
            .Any(digits =>
                DateOnly.TryParseExact(
                    digits.ValueSpan,
                    "yyyyMMdd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out _
                )
            );

    [GeneratedRegex(
        @"\Ahttps?://([A-Za-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?(/[A-Za-z0-9_~+-][A-Za-z0-9._~+-]*)+\z"
    )]
    internal static partial Regex Form();

    [GeneratedRegex(@"(?<![0-9])20[0-9]{6}(?![0-9])")]
    private static partial Regex EightDigits();
}
