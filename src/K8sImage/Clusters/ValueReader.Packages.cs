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
        : isRight(scalar.Text) ? scalar.Text
        : Refuse(
            reader!.Path + key,
            ClusterRules.WebAddress.At(
                scalar.Place,
                $"'{Shown.Short(WebAddress.WithoutUser(scalar.Text))}' {fault}",
                hint
            )
        );

    public string? Fingerprint(MappingReader reader, string key) =>
        Checked(
            reader,
            key,
            FingerprintForm().IsMatch,
            ClusterRules.Fingerprint,
            "is no fingerprint of an OpenPGP key",
            "write all 40 hexadecimal digits in upper case and without spaces, in quotes; gpg --show-keys prints them"
        );

    [GeneratedRegex(@"\A[0-9A-F]{40}\z")]
    internal static partial Regex FingerprintForm();
}
