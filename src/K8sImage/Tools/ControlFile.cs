namespace K8sImage.Tools;

/// <summary>Files of stanzas with a field a line, as apt and dpkg write them (deb822(5)).</summary>
internal static class ControlFile
{
    /// <summary>The stanzas: each field's first line by its name. Comments and continued lines are left out.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Stanzas(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n").Select(Fields);

    private static Dictionary<string, string> Fields(string stanza)
    {
        // Field names are the same in any case (deb822(5)); the last one counts.
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (var line in stanza.Split('\n'))
        {
            if (line is not [' ' or '\t' or '#', ..] && line.Split(':', 2) is [var name, var value])
            {
                fields[name.Trim()] = value.Trim();
            }
        }
        return fields;
    }
}
