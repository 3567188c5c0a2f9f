using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

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
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    /// <summary>Paths of the values that are wrong, or missing and needed.</summary>
    public IReadOnlySet<string> Unread => _unread;

    /// <summary>Notes that there is no telling what the value at a path is.</summary>
    public void Lose(string path) => _unread.Add(path);

    /// <summary>Notes that the value at a path is also that of another one: a short form of it.</summary>
    public void Alias(string path, string other)
    {
        if (places.TryGetValue(path, out var place))
        {
            places[other] = place;
        }
        if (_unread.Contains(path))
        {
            Lose(other);
        }
    }

    /// <summary>Notes where a value stands that is read by others, or in parts.</summary>
    public void Note(MappingReader? reader, string key)
    {
        if (reader?.Take(key) is { } node)
        {
            places[reader.Path + key] = node.Place;
        }
    }

    public int? Integer(MappingReader? reader, string key, int least, int most)
    {
        Note(reader, key);
        var value = reader?.Integer(key, least, most);
        if (value is null && reader?.Take(key) is not null)
        {
            Lose(reader.Path + key);
        }
        return value;
    }

    /// <summary>A release; where there is none in a mapping, the key is missing.</summary>
    public KubernetesRelease? Release(
        MappingReader reader,
        string key,
        string? requiredAs = null
    ) =>
        Checked(
            reader,
            key,
            text => KubernetesRelease.Parse(text) is not null,
            ClusterRules.Kubernetes,
            "is no Kubernetes release that is known here",
            _ =>
                $"write major, minor and patch version without a v, as in 1.{KubernetesRelease.NewestMinor}.0; "
                + $"known are 1.{KubernetesRelease.OldestMinor}.0 to 1.{KubernetesRelease.NewestMinor}.x",
            requiredAs
        )
            is { } text
            ? KubernetesRelease.Parse(text)
            : null;

    public string? Label(MappingReader reader, string key, string? requiredAs = null) =>
        Checked(
            reader,
            key,
            HostName.IsLabel,
            ClusterRules.Name,
            "is no name of RFC 1123",
            text =>
                (HostName.LabelLike(text) is { } near ? $"write {near}: a name has " : "use ")
                + "1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
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

    public string? Schedule(MappingReader? reader, string key)
    {
        var scalar = Scalar(reader, key);
        if (scalar is null)
        {
            return null;
        }
        if (CronSchedule.Fault(scalar.Text) is { } fault)
        {
            return Refuse(
                reader!.Path + key,
                ClusterRules.Schedule.At(
                    scalar.Place,
                    $"'{Shown.Short(scalar.Text)}' is no cron schedule: {fault}",
                    "write five fields: minute, hour, day of month, month, day of week, as in \"0 0 * * *\"; "
                        + "each is *, a number, a list (1,15), a range upwards (1-5), or * or a range with a step (*/2)"
                )
            );
        }
        return CronSchedule.Comes(scalar.Text)
            ? scalar.Text
            : Refuse(
                reader!.Path + key,
                ClusterRules.NeverComes.At(
                    scalar.Place,
                    $"no month has the day of '{scalar.Text}', so the clock would never be set",
                    "write a day that comes, or * for every day"
                )
            );
    }

    public string? Choice(MappingReader? reader, string key, IReadOnlyList<string> choices) =>
        Checked(
            reader,
            key,
            choices.Contains,
            ClusterRules.Choice,
            "is not one of the choices",
            $"write one of {string.Join(", ", choices)}"
        );

    public string? Interface(MappingReader reader, string key) =>
        Checked(
            reader,
            key,
            text => InterfaceName().IsMatch(text) && text != "lo",
            ClusterRules.Interface,
            "is no network card's name",
            "use 1 to 15 letters, digits, '-', '_' and '.', as in ens33, and not lo"
        );

    public string? Mac(MappingReader reader, string key)
    {
        var scalar = Scalar(reader, key);
        if (scalar is null)
        {
            return null;
        }
        if (MacAddress.Fault(scalar.Text) is { } fault)
        {
            return Refuse(
                reader.Path + key,
                ClusterRules.Mac.At(
                    scalar.Place,
                    $"'{Shown.Short(scalar.Text)}' {fault}",
                    "write the card's own address, as ip link shows it: six bytes in hexadecimal, the first of them even, in quotes, as in \"52:54:00:0a:0b:0c\""
                )
            );
        }
        var address = MacAddress.Canonical(scalar.Text);
        return MacAddress.Taken(address) is { } owner
            ? Refuse(
                reader.Path + key,
                ClusterRules.HostMac.At(
                    scalar.Place,
                    $"{address} {owner}",
                    "write the address of the guest's own card, as ip link shows it in the guest, or the hypervisor in the machine's settings"
                )
            )
            : address;
    }

    public IPAddress? Address(
        MappingReader? reader,
        string key,
        bool v6,
        string? requiredAs = null
    ) =>
        Scalar(reader, key, requiredAs) is { } scalar
            ? Address(scalar, v6, reader!.Path + key)
            : null;

    public IReadOnlyList<IPAddress>? Addresses(MappingReader? reader, string key)
    {
        if (reader?.Take(key) is not YamlSequence list)
        {
            reader?.TextList(key);
            return null;
        }
        places[reader.Path + key] = list.Place;
        var items = reader.TextList(key);
        var addresses = new List<IPAddress>();
        foreach (var item in items)
        {
            var path = string.Create(
                CultureInfo.InvariantCulture,
                $"{reader.Path}{key}[{addresses.Count}]"
            );
            if (Address(item, v6: null, path) is { } address)
            {
                places[path] = item.Place;
                addresses.Add(address);
            }
        }
        if (addresses.Count < list.Items.Count)
        {
            Lose(reader.Path + key);
        }
        return addresses;
    }

    public IReadOnlyList<string> HostNames(MappingReader? reader, string key)
    {
        Note(reader, key);
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
                text =>
                    IpAddress.NetworkAround(text) is { } around
                        ? $"it is an address within the network {around}: write that"
                        : $"write the first address and the prefix length, as in {otherwise}"
            ) ?? otherwise;
        return IpAddress.ParseNetwork(text)!.Value;
    }

    private IPAddress? Address(YamlScalar scalar, bool? v6, string path)
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
        var others = v6 == false ? ", with its prefix length in network.prefix" : "";
        Refuse(
            path,
            ClusterRules.Address.At(
                scalar.Place,
                $"'{Shown.Short(scalar.Text)}' is no {kind} address",
                v6 == true ? "write it as in fd00:218::10"
                    : address is not null
                        ? $"write an IPv4 address; one of IPv6 has a key of its own, {path.Split('.')[^1]}6"
                    : scalar.Text.Contains('/')
                        ? $"write the address alone, as in 192.168.218.10{others}"
                    : "write four decimal numbers up to 255 without leading zeros, as in 192.168.218.10"
            )
        );
        return null;
    }

    /// <summary>True or false.</summary>
    public bool? Boolean(MappingReader? reader, string key)
    {
        Note(reader, key);
        return reader?.Boolean(key);
    }

    // Where a value stands is noted, so that later findings can point there.
    private YamlScalar? Scalar(MappingReader? reader, string key, string? requiredAs = null)
    {
        if (reader is null)
        {
            return null;
        }
        var scalar = reader.Text(key, requiredAs);
        if (scalar is not null)
        {
            places[reader.Path + key] = scalar.Place;
        }
        else if (requiredAs is not null || reader.Take(key) is not null)
        {
            Lose(reader.Path + key);
        }
        return scalar;
    }

    private string? Refuse(string path, Finding finding)
    {
        Lose(path);
        findings.Add(finding);
        return null;
    }

    private string? Checked(
        MappingReader? reader,
        string key,
        Func<string, bool> isRight,
        Rule rule,
        string fault,
        string hint
    ) => Checked(reader, key, isRight, rule, fault, _ => hint);

    private string? Checked(
        MappingReader? reader,
        string key,
        Func<string, bool> isRight,
        Rule rule,
        string fault,
        Func<string, string> hint,
        string? requiredAs = null
    )
    {
        var scalar = Scalar(reader, key, requiredAs);
        return scalar is null || isRight(scalar.Text)
            ? scalar?.Text
            : Refuse(
                reader!.Path + key,
                rule.At(scalar.Place, $"'{Shown.Short(scalar.Text)}' {fault}", hint(scalar.Text))
            );
    }

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+){0,15}\z")]
    internal static partial Regex BaseForm();

    [GeneratedRegex(@"\A[A-Za-z_]{1,12}(\.[A-Za-z0-9-]{1,16})?(@[A-Za-z]{1,12})?\z")]
    internal static partial Regex LocaleName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,31}\z")]
    internal static partial Regex UserName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_.-]{0,14}\z")]
    internal static partial Regex InterfaceName();
}
