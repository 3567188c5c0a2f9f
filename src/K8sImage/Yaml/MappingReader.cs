using System.Globalization;
using K8sImage.Findings;

namespace K8sImage.Yaml;

/// <summary>
/// Takes the values out of a mapping key by key, says what has the wrong type, and, when all are taken, which keys
/// nobody asked for.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="findings">Takes what is wrong with it.</param>
/// <param name="path">Path of the mapping in its file, as in <c>network.</c>; empty for the root.</param>
public sealed class MappingReader(YamlMapping mapping, FindingCollection findings, string path = "")
{
    private readonly List<string> _known = [];
    private readonly Dictionary<string, Finding> _missing = new(StringComparer.Ordinal);

    /// <summary>Where the mapping begins.</summary>
    public Place Place => mapping.Place;

    /// <summary>The keys in the file's order.</summary>
    public IEnumerable<string> Keys => mapping.Entries.Select(entry => entry.Key.Text);

    /// <summary>Path of the mapping in its file, with the dot behind it.</summary>
    public string Path => path;

    /// <summary>A reader of a document's root; null, with a finding, if the root is no mapping.</summary>
    public static MappingReader? OfRoot(YamlNode? root, string what, FindingCollection findings)
    {
        if (root is YamlMapping mapping)
        {
            return new MappingReader(mapping, findings);
        }
        if (root is not null)
        {
            findings.Add(
                YamlRules.WrongType.At(
                    root.Place,
                    $"{what} is a mapping, this is {root.KindName}",
                    "write keys and values, one a line"
                )
            );
        }
        return null;
    }

    /// <summary>The value of a key; null if it is absent or empty.</summary>
    public YamlNode? Take(string key)
    {
        if (!_known.Contains(key))
        {
            _known.Add(key);
        }
        return mapping[key] is { } value and not YamlScalar { Kind: ScalarKind.Null }
            ? value
            : null;
    }

    /// <summary>A scalar, whatever its type; null, with a finding if it is required, where it is absent.</summary>
    public YamlScalar? Text(string key, string? requiredAs = null)
    {
        var value = Take(key);
        if (value is null && requiredAs is not null)
        {
            Miss(key, "is missing", requiredAs);
        }
        return value as YamlScalar ?? WrongType<YamlScalar>(key, value, "a single value");
    }

    /// <summary>Says that a key must be there.</summary>
    /// <param name="key">The key; it has been taken.</param>
    /// <param name="fault">What is wrong with it: it is missing, for example.</param>
    /// <param name="requiredAs">What should stand there.</param>
    public void Miss(string key, string fault, string requiredAs)
    {
        var finding = YamlRules.MissingKey.At(
            mapping[key]?.Place ?? Place,
            $"'{path}{key}' {fault}",
            $"add {key}: {requiredAs}"
        );
        findings.Add(finding);
        _missing[key] = finding;
    }

    /// <summary>An integer within bounds; null where it is absent.</summary>
    public int? Integer(string key, int least, int most)
    {
        var scalar = Text(key);
        if (scalar is null)
        {
            return null;
        }
        if (
            int.TryParse(
                scalar.Text,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value >= least
            && value <= most
        )
        {
            return value;
        }
        findings.Add(
            YamlRules.WrongType.At(
                scalar.Place,
                $"'{path}{key}' is a number from {least} to {most}, this is '{Shown.Short(scalar.Text)}'",
                $"write a whole number from {least} to {most}"
            )
        );
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>; null where it is absent.</summary>
    public bool? Boolean(string key)
    {
        var scalar = Text(key);
        if (scalar is null)
        {
            return null;
        }
        if (scalar.Kind == ScalarKind.Boolean)
        {
            return scalar.Text is ['t' or 'T', ..];
        }
        findings.Add(
            YamlRules.WrongType.At(
                scalar.Place,
                $"'{path}{key}' is true or false, this is '{Shown.Short(scalar.Text)}'",
                "write true or false, without quotes"
            )
        );
        return null;
    }

    /// <summary>A list; empty where it is absent.</summary>
    public IReadOnlyList<YamlNode> List(string key)
    {
        var value = Take(key);
        return (
                value as YamlSequence
                ?? WrongType<YamlSequence>(key, value, "a list", ", as in [one, two]")
            )?.Items
            ?? [];
    }

    /// <summary>A list of scalars; empty where it is absent.</summary>
    public IReadOnlyList<YamlScalar> TextList(string key)
    {
        var items = new List<YamlScalar>();
        foreach (var item in List(key))
        {
            if (item is YamlScalar { Kind: not ScalarKind.Null } scalar)
            {
                items.Add(scalar);
            }
            else
            {
                WrongType<YamlScalar>(key, item, "a list of single values", ", as in [one, two]");
            }
        }
        return items;
    }

    /// <summary>A mapping as it is; null where it is absent.</summary>
    public YamlMapping? Mapping(string key)
    {
        var value = Take(key);
        return value as YamlMapping
            ?? WrongType<YamlMapping>(
                key,
                value,
                "a mapping",
                " of keys to values, as in { key: value }"
            );
    }

    /// <summary>A reader of a mapping; null where it is absent.</summary>
    public MappingReader? Reader(string key) =>
        Mapping(key) is { } value ? new MappingReader(value, findings, $"{path}{key}.") : null;

    /// <summary>Adds a finding for each key that was not taken.</summary>
    /// <param name="hints">What to say of keys that people expect here with reason.</param>
    public void RefuseOthers(IReadOnlyDictionary<string, string>? hints = null)
    {
        foreach (var entry in mapping.Entries)
        {
            var key = entry.Key.Text;
            if (entry.Value is YamlScalar { Kind: ScalarKind.Null } && _known.Contains(key))
            {
                RefuseNothing(key, entry.Value.Place);
            }
            else if (!_known.Contains(key))
            {
                var nearest = Nearest.To(key, _known);
                var finding = YamlRules.UnknownKey.At(
                    entry.Key.Place,
                    $"'{path}{Shown.Short(key)}' is not a key here",
                    hints?.GetValueOrDefault(key) is { } hint ? hint
                        : key == "<<" ? "write the keys out: there are no merge keys in YAML 1.2"
                        : nearest is null ? $"the keys are {string.Join(", ", _known)}"
                        : $"did you mean '{nearest}'?"
                );
                // A key that is missing because it is misspelt is one mistake.
                if (nearest is not null && _missing.TryGetValue(nearest, out var missing))
                {
                    findings.Replace(missing, finding);
                }
                else
                {
                    findings.Add(finding);
                }
            }
        }
    }

    // A default is for a key that is not there. Whoever wrote the key meant to say something.
    private void RefuseNothing(string key, Place place)
    {
        // An alias that leads nowhere is nothing, too.
        if (!_missing.ContainsKey(key) && findings.All(finding => finding.Place != place))
        {
            findings.Add(
                YamlRules.WrongType.At(
                    place,
                    $"'{path}{key}' has no value",
                    "write one, or leave the key out"
                )
            );
        }
    }

    private T? WrongType<T>(string key, YamlNode? value, string wanted, string like = "")
        where T : YamlNode
    {
        if (value is not null)
        {
            findings.Add(
                YamlRules.WrongType.At(
                    value.Place,
                    $"'{path}{key}' is {wanted}, this is {value.KindName}",
                    $"write {wanted}{like}"
                )
            );
        }
        return null;
    }
}
