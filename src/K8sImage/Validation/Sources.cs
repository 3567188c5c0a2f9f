using System.Globalization;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>Leads from a place in a composed document back to where a person wrote it.</summary>
internal static class Sources
{
    /// <summary>Where the value at a path was written, or the nearest above it.</summary>
    /// <param name="path">Keys and indexes with dots between, as in <c>write_files.0.path</c>.</param>
    /// <param name="document">The composed document.</param>
    /// <param name="key">A key of the mapping there that is meant and not its value; null for none.</param>
    public static Place Of(string path, YamlNode document, string? key = null)
    {
        var (node, place) = (document, document.Place);
        foreach (var part in path.Split('.'))
        {
            if (node is YamlMapping mapping && mapping[part] is { } value)
            {
                (node, place) = (value, value.Place);
            }
            else if (
                node is YamlSequence sequence
                && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
                && i < sequence.Items.Count
            )
            {
                (node, place) = (sequence.Items[i], sequence.Items[i].Place);
            }
            else
            {
                break;
            }
        }
        return
            (node as YamlMapping)?.Entries.FirstOrDefault(entry => entry.Key.Text == key)
                is { } meant
            ? meant.Key.Place
            : place;
    }

    /// <summary>Where a line was written; null if nothing begins in it.</summary>
    /// <param name="text">A YAML mapping with the composed document under its one key.</param>
    /// <param name="line">Line of the text, counted from 1.</param>
    /// <param name="document">The composed document.</param>
    public static Place? OfLine(string text, int line, YamlNode document) =>
        YamlReader.Read(text, "", []) is YamlMapping { Entries: [var only] }
            ? At(only.Value, document, line)
            : null;

    // Both trees have one shape: one was written from the other.
    private static Place? At(YamlNode written, YamlNode source, int line)
    {
        if (written is YamlMapping mapping && source is YamlMapping of)
        {
            foreach (var (entry, from) in mapping.Entries.Zip(of.Entries))
            {
                if (entry.Key.Place.Line == line)
                {
                    return from.Key.Place;
                }
                if (At(entry.Value, from.Value, line) is { } place)
                {
                    return place;
                }
            }
            return null;
        }
        if (written is YamlSequence sequence && source is YamlSequence items)
        {
            return sequence
                .Items.Zip(items.Items)
                .Select(pair => At(pair.First, pair.Second, line))
                .FirstOrDefault(place => place is not null);
        }
        return written.Place.Line == line ? source.Place : null;
    }
}
