using K8sImage.Findings;

namespace K8sImage.Yaml;

/// <summary>One node of a YAML tree, read from a file or composed for one; it remembers where it was written.</summary>
/// <param name="Place">Where a person wrote it, also after composing.</param>
public abstract record YamlNode(Place Place)
{
    /// <summary>What people call a node of this kind in a message.</summary>
    public abstract string KindName { get; }
}

/// <summary>The type of a scalar in YAML 1.2's core schema (section 10.3.2).</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A decimal integer.</summary>
    Integer,

    /// <summary>A decimal fraction.</summary>
    Float,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Nothing.</summary>
    Null,
}

/// <summary>A scalar.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Kind">Its type.</param>
public sealed record YamlScalar(Place Place, string Text, ScalarKind Kind = ScalarKind.String)
    : YamlNode(Place)
{
    /// <summary>
    /// Where the text itself begins: for a block scalar the line after its indicator; else the place of the scalar.
    /// </summary>
    public Place TextPlace { get; init; } = Place;

    /// <summary>Whether it is a folded block (<c>&gt;</c>), whose lines have become one.</summary>
    public bool IsFolded { get; init; }

    /// <summary>Whether it was written without quotes, so that its type follows from its text.</summary>
    public bool IsPlain { get; init; }

    /// <summary>
    /// The place of a line and column of the scalar's text, both counted from 1; the scalar's own where that is not known.
    /// </summary>
    public Place PlaceWithin(int line, int column) =>
        IsFolded ? Place
        : line > 1 || TextPlace.Column == 0
            // The indentation of a block is not known here, so its columns are not either.
            ? new Place(TextPlace.File, TextPlace.Line + line - 1)
        : TextPlace with { Column = Math.Max(Place.Column, TextPlace.Column + column - 1) };

    /// <summary>The place where a word first stands in the scalar; the scalar's own if it does not.</summary>
    public Place FindText(string word)
    {
        var at = Text.IndexOf(word, StringComparison.Ordinal);
        if (at < 0)
        {
            return Place;
        }
        var before = Text.AsSpan(0, at);
        return PlaceWithin(before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }

    /// <inheritdoc/>
    public override string KindName =>
        Kind switch
        {
            ScalarKind.Integer => "an integer",
            ScalarKind.Float => "a number",
            ScalarKind.Boolean => "true or false",
            ScalarKind.Null => "empty",
            _ => "text",
        };
}

/// <summary>A sequence.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Items">Its items in order.</param>
public sealed record YamlSequence(Place Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string KindName => "a list";
}

/// <summary>One entry of a mapping.</summary>
/// <param name="Key">The key; its place is the entry's.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>A mapping whose keys are all different.</summary>
/// <param name="Place">Where it was written.</param>
/// <param name="Entries">Its entries in order.</param>
public sealed record YamlMapping(Place Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    /// <inheritdoc/>
    public override string KindName => "a mapping";

    /// <summary>The value of <paramref name="key"/>, or null where the mapping has no such key.</summary>
    public YamlNode? this[string key]
    {
        get
        {
            foreach (var entry in Entries)
            {
                if (entry.Key.Text == key)
                {
                    return entry.Value;
                }
            }
            return null;
        }
    }
}
