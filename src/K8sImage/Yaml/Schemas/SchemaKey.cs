using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sImage.Yaml.Schemas;

/// <summary>A key of a mapping, as a JSON Schema describes it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Description">What an editor shows of it.</param>
/// <param name="Value">The schema of its value.</param>
internal sealed record SchemaKey(string Name, string Description, JsonObject Value)
{
    /// <summary>Whether the mapping must have it.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>What the reader takes where the key is absent; null where that is nothing.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>A value that is right; null where the default or the value's own keys show one.</summary>
    public JsonNode? Example { get; init; }

    /// <summary>The key that is called as a property is, with that property's docstring.</summary>
    /// <typeparam name="T">The type that has the property.</typeparam>
    /// <param name="property">Name of the property.</param>
    /// <param name="value">The schema of the value.</param>
    /// <param name="name">The key where it is called otherwise.</param>
    public static SchemaKey Of<T>(string property, JsonObject value, string? name = null) =>
        new(
            name ?? JsonNamingPolicy.CamelCase.ConvertName(property),
            DocStrings.Of<T>(property),
            value
        );

    /// <summary>The schema of the value, with what is known of the key.</summary>
    public JsonObject Described()
    {
        var described = new JsonObject { ["description"] = Description };
        foreach (var (keyword, content) in Value)
        {
            described[keyword] = content?.DeepClone();
        }
        if (Default is not null)
        {
            described["default"] = Default.DeepClone();
        }
        if (Example is not null)
        {
            described["examples"] = new JsonArray(Example.DeepClone());
        }
        return described;
    }
}
