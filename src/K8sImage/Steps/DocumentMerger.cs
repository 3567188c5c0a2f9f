using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>
/// Merges what several steps write into one document: mappings deeply, lists appended, a scalar only if both set it to
/// the same.
/// </summary>
/// <param name="overrides">Whether the later document may set a scalar differently, as a user's own cloud-config may.</param>
/// <param name="findings">Takes what does not fit together.</param>
internal sealed class DocumentMerger(bool overrides, FindingCollection findings)
{
    /// <summary>Merges a later mapping into an earlier one; the result is new, both stay as they are.</summary>
    public YamlMapping Merge(YamlMapping earlier, YamlMapping later)
    {
        var entries = new List<YamlEntry>(earlier.Entries);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            places.Add(entry.Key.Text, places.Count);
        }
        foreach (var entry in later.Entries)
        {
            if (places.TryAdd(entry.Key.Text, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                var at = places[entry.Key.Text];
                entries[at] = entries[at] with
                {
                    Value = Merge(entry.Key.Text, entries[at].Value, entry.Value),
                };
            }
        }
        return earlier with { Entries = entries };
    }

    private YamlNode Merge(string key, YamlNode earlier, YamlNode later)
    {
        switch (earlier, later)
        {
            case (YamlMapping a, YamlMapping b):
                return Merge(a, b);
            case (YamlSequence a, YamlSequence b):
                return a with { Items = [.. a.Items, .. b.Items] };
            case (YamlScalar a, YamlScalar b) when a.Text == b.Text && a.Kind == b.Kind:
                return a;
        }
        if (overrides && earlier is not YamlScalar && earlier.Place.File != later.Place.File)
        {
            findings.Add(
                StepRules.OtherKind.At(
                    later.Place,
                    $"'{key}' is {later.KindName} here, and {earlier.KindName} in the steps, of which nothing would be left",
                    earlier is YamlSequence
                        ? $"write a list, as in {key}: [...]: it is put behind that of the steps"
                        : $"write a mapping, as in {key}: {{ ... }}: its keys are put beside those of the steps"
                )
            );
        }
        else if (overrides)
        {
            // One cloud-config of the user's may set what another one of theirs sets.
            if (earlier.Place.File != later.Place.File)
            {
                findings.Add(
                    Undone.At(later.Place, earlier.Place, $"'{key}' gets another value here")
                );
            }
        }
        else
        {
            findings.Add(
                StepRules.Conflict.At(
                    later.Place,
                    $"'{key}' is {Said(later)} here, but {Said(earlier)} in {earlier.Place}",
                    "let one step set it, or use another key"
                )
            );
        }
        return later;
    }

    private static string Said(YamlNode node) =>
        node is YamlScalar scalar ? $"'{Shown.Short(scalar.Text)}'" : node.KindName;
}
