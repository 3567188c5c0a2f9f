using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8sImage.Yaml.Schemas;

/// <summary>
/// Parts of a JSON Schema for what a <see cref="MappingReader"/> reads. Draft 7: the one that editors know best
/// (json-schema.org/draft-07).
/// </summary>
internal static class Schema
{
    /// <summary>A whole schema.</summary>
    /// <param name="title">What the file is.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="content">What it holds.</param>
    public static JsonObject Document(string title, string description, JsonObject content)
    {
        var document = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = description,
        };
        foreach (var (keyword, value) in content)
        {
            document[keyword] = value?.DeepClone();
        }
        return document;
    }

    /// <summary>Text of a form. Numbers, true and false are text to the reader too, where the form lets them.</summary>
    /// <param name="form">The form, the reader's own where it has one; null for any text.</param>
    public static JsonObject Text(Regex? form = null)
    {
        var types = new JsonArray("string");
        if (form is null || form.IsMatch("1"))
        {
            types.Add("number");
        }
        if (form is null || form.IsMatch("true"))
        {
            types.Add("boolean");
        }
        var text = new JsonObject { ["type"] = types.Count == 1 ? "string" : types };
        if (form is not null)
        {
            text["pattern"] = form.ToString()
                .Replace(@"\A", "^", StringComparison.Ordinal)
                .Replace(@"\z", "$", StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>One of some words.</summary>
    public static JsonObject Choice(params IEnumerable<string> choices) =>
        new() { ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]) };

    /// <summary>An integer within bounds.</summary>
    public static JsonObject Integer(long least, long most) =>
        new()
        {
            ["type"] = "integer",
            ["minimum"] = least,
            ["maximum"] = most,
        };

    /// <summary>true or false.</summary>
    public static JsonObject Boolean() => new() { ["type"] = "boolean" };

    /// <summary>A list.</summary>
    public static JsonObject List(JsonObject item, int least = 0)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item };
        if (least > 0)
        {
            list["minItems"] = least;
        }
        return list;
    }

    /// <summary>A mapping of these keys and no others.</summary>
    public static JsonObject Mapping(params IReadOnlyList<SchemaKey> keys)
    {
        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(
                keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Described()))
            ),
            ["additionalProperties"] = false,
        };
        JsonNode[] needed = [.. keys.Where(key => key.IsNeeded).Select(key => (JsonNode)key.Name)];
        if (needed.Length > 0)
        {
            mapping["required"] = new JsonArray(needed);
        }
        return mapping;
    }

    /// <summary>A mapping whose keys are not known here.</summary>
    /// <param name="value">The schema of the values; null where that is not known either.</param>
    public static JsonObject Open(JsonObject? value = null)
    {
        var open = new JsonObject { ["type"] = "object" };
        if (value is not null)
        {
            open["additionalProperties"] = value;
        }
        return open;
    }

    /// <summary>What fits one of some schemas.</summary>
    public static JsonObject AnyOf(params JsonNode[] schemas) =>
        new() { ["anyOf"] = new JsonArray(schemas) };
}
