using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>Values of the right form that mean something else to a node than to the person who wrote them.</summary>
internal sealed partial class ValueReader
{
    /// <summary>A node's name: no number, which resolvers read as an address.</summary>
    public string? NodeName(MappingReader reader, string key, string? requiredAs = null) =>
        NotANumber(reader, key, Label(reader, key, requiredAs), text => $"node-{text}");

    /// <summary>A host's name or address: no number, which resolvers read as an address.</summary>
    public string? HostOrAddress(MappingReader? reader, string key) =>
        NotANumber(
            reader,
            key,
            Checked(
                reader,
                key,
                HostName.IsHostNameOrAddress,
                ClusterRules.HostName,
                "is no host name and no address",
                $"write lower-case letters, digits, hyphens and dots, as in {ExampleOf(key)}, without a port"
            ),
            _ => ExampleOf(key)
        );

    /// <summary>A time zone that every base has.</summary>
    public string? TimeZone(MappingReader? reader, string key) =>
        Meant(
            reader,
            key,
            Checked(
                reader,
                key,
                TimeZoneName.Exists,
                ClusterRules.TimeZone,
                "is no time zone of the tz database",
                text =>
                    TimeZoneName.Nearest(text) is { } near
                        ? $"did you mean '{near}'?"
                        : "write a name such as Asia/Shanghai, Europe/Berlin or Etc/UTC"
            ),
            ClusterRules.LegacyZone,
            text =>
                LegacyZones.ZoneOf(text) is { } zone
                    ? (
                        $"'{text}' is an old name of the time zone {zone}, and bases don't have it: it is in the package tzdata-legacy",
                        $"write {zone}"
                    )
                    : null
        );

    /// <summary>A locale that libc has, or that can be generated.</summary>
    public string? Locale(MappingReader? reader, string key) =>
        Meant(
            reader,
            key,
            Checked(
                reader,
                key,
                LocaleName().IsMatch,
                ClusterRules.Locale,
                "is no locale name",
                "write a name such as C.UTF-8 or de_DE.UTF-8"
            ),
            ClusterRules.UnknownLocale,
            text =>
                KnownLocales.Has(text)
                    ? null
                    : (
                        $"there is no locale '{text}' that could be generated in UTF-8",
                        KnownLocales.Nearest(text) is { } near
                            ? $"did you mean '{near}'?"
                            : "write one of /usr/share/i18n/SUPPORTED (package locales), as in C.UTF-8 or de_DE.UTF-8"
                    )
        );

    /// <summary>The administrator's name: of no account and no group that a base has.</summary>
    public string? User(MappingReader? reader, string key) =>
        Meant(
            reader,
            key,
            Checked(
                reader,
                key,
                text => UserName().IsMatch(text) && text != "root",
                ClusterRules.User,
                "is no name for the administrator's account",
                "use 1 to 32 lower-case letters, digits, '-' and '_', a letter first, and not root"
            ),
            ClusterRules.SystemAccount,
            text =>
                text == "default"
                    ? (
                        "'default' is cloud-init's word for the account of the distribution, and makes no account of that name",
                        "choose another name, as in k8s"
                    )
                : SystemAccounts.Find(text) is { } found
                    ? (
                        found.IsUser
                            ? $"'{text}' is an account of the system ({found.Source}), which nobody can log in to and which must not become an administrator"
                            : $"'{text}' is a group of the system ({found.Source}), so useradd makes no account of that name, and nobody could log in",
                        $"choose a name that is not taken, as in k8s-{text[..Math.Min(text.Length, 28)]}"
                    )
                : null
        );

    private static string ExampleOf(string key) =>
        key == "server" ? "time.example.org" : "k8s.example.org";

    private string? NotANumber(
        MappingReader? reader,
        string key,
        string? text,
        Func<string, string> example
    ) => NotANumber(reader, key, text, name => name, example);

    // The name may be a part of the text.
    private string? NotANumber(
        MappingReader? reader,
        string key,
        string? text,
        Func<string, string> nameOf,
        Func<string, string> example
    ) =>
        Meant(
            reader,
            key,
            text,
            ClusterRules.NumberAsName,
            value =>
                nameOf(value) is var name && HostName.IsNumber(name)
                    ? (
                        $"resolvers read '{name}' as a number, and so as the address {HostName.AddressOf(name)}",
                        $"write a name with a letter in it, as in {example(name)}"
                    )
                    : null
        );

    private string? Meant(
        MappingReader? reader,
        string key,
        string? text,
        Rule rule,
        Func<string, (string Message, string Hint)?> fault
    ) =>
        text is not null && fault(text) is var (message, hint)
            ? Refuse(reader!.Path + key, rule.At(places[reader.Path + key], message, hint))
            : text;
}
