using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace K8sImage.Validation.Toml;

/// <summary>A TOML file (toml.io, version 1.0.0) as it stands after some of the entries that write it.</summary>
internal sealed class TomlState
{
    private readonly DocumentSyntax _document;

    /// <param name="text">Its text.</param>
    public TomlState(string text)
    {
        Text = text;
        _document = SyntaxParser.Parse(text, sourceName: null, validate: true);
    }

    /// <summary>Its text.</summary>
    public string Text { get; }

    /// <summary>What is wrong first, with its line, from 0; null if nothing is.</summary>
    public (int Line, string Message)? Error =>
        _document
            .Diagnostics.Where(each => each.Kind == DiagnosticMessageKind.Error)
            .Select(each => ((int, string)?)(each.Span.Start.Line, each.Message))
            .FirstOrDefault();

    /// <summary>The headers of its tables, arrays of tables aside, with their lines, from 0.</summary>
    public IEnumerable<(string Name, int Line)> Tables =>
        _document
            .Tables.OfType<TableSyntax>()
            .Select(table => (NameOf(table), table.Span.Start.Line));

    /// <summary>The first key from a line on that belongs to a table from before that line; null for none.</summary>
    /// <param name="line">The line, from 0.</param>
    public (string Key, string? Table, int Line)? StrayKey(int line)
    {
        var table = _document.Tables.LastOrDefault(each => each.Span.Start.Line < line);
        return (table?.Items ?? _document.KeyValues)
            .Where(each => each.Span.Start.Line >= line)
            .Select(each =>
                ((string, string?, int)?)
                    (
                        each.Key!.ToString().Trim(),
                        table is null ? null : NameOf(table),
                        each.Span.Start.Line
                    )
            )
            .FirstOrDefault();
    }

    /// <summary>All values that are neither table nor list, by their dotted paths, as TOML writes them.</summary>
    public Dictionary<string, string> Values()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect("", TomlSerializer.Deserialize<TomlTable>(Text)!, values);
        return values;
    }

    private static void Collect(string path, object? value, Dictionary<string, string> values)
    {
        switch (value)
        {
            case TomlTable table:
                foreach (var (key, inner) in table)
                {
                    Collect(path.Length == 0 ? key : $"{path}.{key}", inner, values);
                }
                break;
            default:
                values[path] = Written(value);
                break;
        }
    }

    private static string Written(object? value) =>
        value switch
        {
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            TomlArray list => $"[{string.Join(", ", list.Select(Written))}]",
            IFormattable number => number.ToString(
                null,
                System.Globalization.CultureInfo.InvariantCulture
            ),
            _ => value?.ToString() ?? "",
        };

    private static string NameOf(TableSyntaxBase table) => table.Name!.ToString().Trim();
}
