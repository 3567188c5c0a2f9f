using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>Where packages come from.</summary>
internal sealed partial class ValueReader
{
    public string? Directory(MappingReader? reader, string key, string example) =>
        WebAddressOf(
            reader,
            key,
            WebAddress.IsDirectory,
            "is no address of a web server's directory",
            $"write http or https, a host in lower case, and a slash at the end, as in {example}; no user and password, no query"
        );

    public string? Proxy(MappingReader? reader, string key) =>
        WebAddressOf(
            reader,
            key,
            WebAddress.IsProxy,
            "is no address of an HTTP proxy",
            "write http, a host in lower case and a port, as in http://proxy.example.org:3142; no user and password"
        );

    // A password that stands where it must not is not said again: findings go to logs.
    private string? WebAddressOf(
        MappingReader? reader,
        string key,
        Func<string, bool> isRight,
        string fault,
        string hint
    ) =>
        Scalar(reader, key) is not { } scalar ? null
        : isRight(scalar.Text)
            ? NotANumber(reader, key, scalar.Text, WebAddress.HostOf, _ => "mirror.example.org")
        : Refuse(
            reader!.Path + key,
            ClusterRules.WebAddress.At(
                scalar.Place,
                $"'{Shown.Short(WebAddress.WithoutUser(scalar.Text))}' {fault}",
                hint
            )
        );

    /// <summary>A fingerprint, or the path of a file that holds one.</summary>
    public string? Fingerprint(MappingReader reader, string key, NamedFiles files)
    {
        const string Hint =
            "write all 40 hexadecimal digits in upper case and without spaces, in quotes, or the path of a file that holds them; gpg --show-keys prints them";
        if (Scalar(reader, key) is not { } scalar)
        {
            return null;
        }
        var text = scalar.Text;
        if (text.Contains('/'))
        {
            text = files.Text(scalar, 1024, ClusterRules.Fingerprint, findings)?.Trim();
            if (text is null)
            {
                Lose(reader.Path + key);
                return null;
            }
        }
        return FingerprintForm().IsMatch(text)
            ? text
            : Refuse(
                reader.Path + key,
                ClusterRules.Fingerprint.At(
                    scalar.Place,
                    $"'{Shown.Short(text)}' is not the fingerprint of an OpenPGP key",
                    Hint
                )
            );
    }

    /// <summary>A length of time as Go writes it, in whole hours or minutes.</summary>
    public string? Duration(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            DurationForm().IsMatch,
            ClusterRules.Duration,
            "is not a length of time",
            "write whole hours or minutes, as in 24h or 30m"
        );

    /// <summary>The tag of a container image.</summary>
    public string? ImageTag(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            ImageTagForm().IsMatch,
            ClusterRules.ImageTag,
            "is not a tag of a container image",
            "write what stands behind the colon of the image's name, as in 3.5.24-0"
        );

    [GeneratedRegex(@"\A[1-9][0-9]{0,4}[hm]\z")]
    internal static partial Regex DurationForm();

    // github.com/distribution/reference, "tag".
    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    internal static partial Regex ImageTagForm();

    [GeneratedRegex(@"\A[0-9A-F]{40}\z|/")]
    internal static partial Regex FingerprintOrPath();

    [GeneratedRegex(@"\A[0-9A-F]{40}\z")]
    internal static partial Regex FingerprintForm();
}
