using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Reads <c>.nuke/parameters.json</c>: an object of strings, numbers, booleans and arrays of these.</summary>
internal static class ParametersFile
{
    public const string Name = ".nuke/parameters.json";

    /// <summary>What the file says, by the bare name of the parameter in lower case; empty where there is no file.</summary>
    /// <exception cref="BuildError">It is not such an object, or names an unknown parameter.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read(
        AbsolutePath root,
        IReadOnlyCollection<Parameter> known
    )
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        var file = root / Name;
        if (!file.FileExists())
        {
            return values;
        }
        var text = file.ReadAllText();
        if (text.AsSpan().Count(':') == 1 && text.Contains("\"$schema\"", StringComparison.Ordinal))
        {
            // As it comes, it names its schema and sets nothing: no need to start a parser.
            return values;
        }
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name != "$schema" && property.Value.ValueKind != JsonValueKind.Null)
                {
                    values[KeyOf(property.Name, known)] =
                        property.Value.ValueKind == JsonValueKind.Array
                            ? [.. property.Value.EnumerateArray().Select(value => value.ToString())]
                            : [property.Value.ToString()];
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new BuildError($"{Name} can't be read: {error.Message}");
        }
        return values;
    }

    private static string KeyOf(string name, IReadOnlyCollection<Parameter> known) =>
        known.Any(parameter => Names.AreSame(parameter.Name, name))
            ? Names.Bare(name).ToLowerInvariant()
            : throw new BuildError(
                $"{Name}: there is no parameter '{name}'.{Names.Nearest(name, known.Select(p => p.Name), "")}"
            );
}
