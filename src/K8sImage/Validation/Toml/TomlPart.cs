using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation.Toml;

/// <summary>What an entry of the cluster file does to a TOML file, and what is said of it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Entry">The entry under <c>write_files</c>.</param>
/// <param name="Start">The line of the file, from 0, in which the entry's text begins.</param>
/// <param name="Before">The file as it was before; null if it was not there.</param>
/// <param name="Step">Where a step writes the file; null if none does.</param>
internal sealed record TomlPart(
    string Path,
    YamlMapping Entry,
    int Start,
    TomlState? Before,
    Place? Step
)
{
    private string Name => Shown.Short(Path);

    /// <summary>The file can't be read any more.</summary>
    public Finding Broken(TomlState after, (int Line, string Message) error)
    {
        var known = Start == 0 ? [] : Before!.Tables.Select(table => table.Name).ToHashSet();
        foreach (var (name, line) in after.Tables.Where(table => table.Line >= Start))
        {
            if (!known.Add(name))
            {
                return ValidationRules.Toml.At(
                    PlaceOf(line),
                    $"{Name} has the table [{Shown.Short(name)}] twice with this, which TOML forbids: whatever reads the file ends",
                    "add only tables that are not there yet; what is there is changed in a copy of its step among steps of your own (README, Steps)"
                );
            }
        }
        return ValidationRules.Toml.At(
            error.Line < Start ? Entry.Place : PlaceOf(error.Line),
            $"{Name} is no TOML with this: {Shown.Short(error.Message, 200)}",
            "write it as toml.io says; whatever reads the file ends otherwise"
        );
    }

    /// <summary>A key belongs to a table that was begun before.</summary>
    public Finding Stray((string Key, string? Table, int Line) stray) =>
        ValidationRules.TomlKey.At(
            PlaceOf(stray.Line),
            $"{Shown.Short(stray.Key)} is read as a key of {(stray.Table is null ? "the beginning of the file" : $"the table [{Shown.Short(stray.Table)}]")}, with which {Name} ends so far",
            "begin with the header of the table that is meant"
        );

    /// <summary>The first value of before that is not there any more, or another one; null for none.</summary>
    public Finding? Lost(TomlState after)
    {
        var values = after.Values();
        foreach (var (path, value) in Before!.Values())
        {
            if (values.GetValueOrDefault(path) is var now && now != value)
            {
                var key = path[(path.LastIndexOf('.') + 1)..];
                return Undone.At(
                    Entry["path"]!.Place,
                    Step!.Value,
                    $"{Name} {(now is null ? $"no longer has {key} = {Shown.Short(value)}" : $"has {key} = {Shown.Short(now)} in place of {Shown.Short(value)}")} with this"
                );
            }
        }
        return null;
    }

    private Place PlaceOf(int line) =>
        Entry["encoding"] is null && Entry["content"] is YamlScalar content
            ? content.PlaceWithin(line - Start + 1, 1)
            : Entry.Place;
}
