using System.Net;
using System.Text.RegularExpressions;
using Cronos;
using K8sImage.Findings;
using K8sImage.Yaml;
using TimeZoneConverter;

namespace K8sImage.Clusters;

/// <summary>
/// Reads the kinds of values that a cluster file has. Each is narrow enough that it holds nothing a shell, YAML or a
/// configuration file could take for syntax.
/// </summary>
internal sealed partial class ValueReader(
    FindingCollection findings,
    Dictionary<string, Place> places
)
{
    /// <summary>Notes where a value stands, so that later findings can point there.</summary>
    public YamlScalar? Remember(MappingReader reader, string key, YamlScalar? value)
    {
        if (value is not null)
        {
            places[reader.Path + key] = value.Place;
        }
        return value;
    }

    public string? Label(MappingReader reader, string key, string? requiredAs = null) =>
        Checked(
            reader,
            key,
            HostName.IsLabel,
            ClusterRules.Name,
            "is no name of RFC 1123",
            "use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
            requiredAs
        );

    public string? BaseName(MappingReader reader, string key) =>
        Checked(
            reader,
            key,
            BaseForm().IsMatch,
            ClusterRules.Base,
            "is no name of a base image",
            "name a file of images/bases without its ending, as in ubuntu-24.04"
        );

    public string? HostOrAddress(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            HostName.IsHostNameOrAddress,
            ClusterRules.HostName,
            "is no host name and no address",
            "write a host name in lower case, as in time.example.org, without a port"
        );

    public string? TimeZone(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            IsTimeZone,
            ClusterRules.TimeZone,
            "is no time zone of the tz database",
            "write a name such as Asia/Shanghai, Europe/Berlin or Etc/UTC"
        );

    public string? Schedule(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            IsSchedule,
            ClusterRules.Schedule,
            "is no cron schedule",
            "write five fields: minute, hour, day of month, month, day of week, as in \"0 0 * * *\""
        );

    public string? Choice(MappingReader? reader, string key, IReadOnlyList<string> choices) =>
        Checked(
            reader,
            key,
            choices.Contains,
            ClusterRules.Choice,
            "is not one of the choices",
            $"write one of {string.Join(", ", choices)}"
        );

    public string? Locale(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            LocaleName().IsMatch,
            ClusterRules.Locale,
            "is no locale name",
            "write a name such as C.UTF-8 or de_DE.UTF-8"
        );

    public string? User(MappingReader? reader, string key) =>
        Checked(
            reader,
            key,
            text => UserName().IsMatch(text) && text != "root",
            ClusterRules.User,
            "is no name for the administrator's account",
            "use 1 to 32 lower-case letters, digits, '-' and '_', a letter first, and not root"
        );

    public string? Interface(MappingReader reader, string key) =>
        Checked(
            reader,
            key,
            InterfaceName().IsMatch,
            ClusterRules.Interface,
            "is no network interface's name",
            "use 1 to 15 letters, digits, '-', '_' and '.', as in ens33"
        );

    public string? Mac(MappingReader reader, string key) =>
        Checked(
            reader,
            key,
            IsUnicastMac,
            ClusterRules.Mac,
            "is no MAC address of a network interface",
            "write six bytes in hexadecimal, the first of them even, in quotes: \"52:54:00:0a:0b:0c\""
        )
            ?.ToLowerInvariant()
            .Replace('-', ':');

    public IPAddress? Address(
        MappingReader? reader,
        string key,
        bool v6,
        string? requiredAs = null
    ) =>
        reader is not null && Remember(reader, key, reader.Text(key, requiredAs)) is { } scalar
            ? Address(scalar, v6)
            : null;

    public IReadOnlyList<IPAddress>? Addresses(MappingReader? reader, string key)
    {
        var items = reader?.TextList(key);
        return items is { Count: > 0 }
            ? [.. items.Select(item => Address(item, v6: null)).OfType<IPAddress>()]
            : null;
    }

    public IReadOnlyList<string> HostNames(MappingReader? reader, string key)
    {
        var names = reader?.TextList(key) ?? [];
        foreach (var name in names.Where(name => !HostName.IsHostName(name.Text)))
        {
            findings.Add(
                ClusterRules.HostName.At(
                    name.Place,
                    $"'{Shown.Short(name.Text)}' is no domain name",
                    "write a name in lower case, as in lab.example.org"
                )
            );
        }
        return [.. names.Select(name => name.Text)];
    }

    public IPNetwork Network(MappingReader? reader, string key, string otherwise)
    {
        var text =
            Checked(
                reader,
                key,
                text => IpAddress.ParseNetwork(text) is not null,
                ClusterRules.Network,
                "is no network in CIDR notation",
                $"write the first address and the prefix length, as in {otherwise}"
            ) ?? otherwise;
        return IpAddress.ParseNetwork(text)!.Value;
    }

    private IPAddress? Address(YamlScalar scalar, bool? v6)
    {
        var address = IpAddress.Parse(scalar.Text);
        if (address is not null && (v6 is null || address.IsV6() == v6))
        {
            return address;
        }
        var kind =
            v6 is null ? "IP"
            : v6.Value ? "IPv6"
            : "IPv4";
        findings.Add(
            ClusterRules.Address.At(
                scalar.Place,
                $"'{Shown.Short(scalar.Text)}' is no {kind} address",
                v6 == true
                    ? "write it as in fd00:218::10"
                    : "write four decimal numbers, as in 192.168.218.10"
            )
        );
        return null;
    }

    private string? Checked(
        MappingReader? reader,
        string key,
        Func<string, bool> isRight,
        Rule rule,
        string fault,
        string hint,
        string? requiredAs = null
    )
    {
        var scalar = reader is null ? null : Remember(reader, key, reader.Text(key, requiredAs));
        if (scalar is null || isRight(scalar.Text))
        {
            return scalar?.Text;
        }
        findings.Add(rule.At(scalar.Place, $"'{Shown.Short(scalar.Text)}' {fault}", hint));
        return null;
    }

    // The machine's own tz database answers at once; the package's list serves where there is none.
    private static bool IsTimeZone(string text) =>
        ZoneName().IsMatch(text)
        && (
            TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)
            || TZConvert.KnownIanaTimeZoneNames.Contains(text)
        );

    private static bool IsSchedule(string text) =>
        ScheduleForm().IsMatch(text) && CronExpression.TryParse(text, out _);

    private static bool IsUnicastMac(string text) =>
        MacForm().IsMatch(text)
        && (Convert.ToInt32(text[..2], 16) & 1) == 0
        && text.Any(c => c is not ('0' or ':' or '-'));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*){0,2}\z")]
    internal static partial Regex ZoneName();

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+){0,15}\z")]
    internal static partial Regex BaseForm();

    [GeneratedRegex(@"\A[A-Za-z_]{1,12}(\.[A-Za-z0-9-]{1,16})?(@[A-Za-z]{1,12})?\z")]
    internal static partial Regex LocaleName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,31}\z")]
    internal static partial Regex UserName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,14}\z")]
    internal static partial Regex InterfaceName();

    [GeneratedRegex(@"\A[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}\z")]
    internal static partial Regex MacForm();

    // Cronos also reads seconds, L, W and #, which cron(8) does not.
    [GeneratedRegex(@"\A[0-9*/,-]+ [0-9*/,-]+ [0-9*/,-]+ [0-9A-Za-z*/,-]+ [0-9A-Za-z*/,-]+\z")]
    internal static partial Regex ScheduleForm();
}
