using System.Text.Json.Nodes;

namespace K8sImage.Tests.Validation.Schemas;

/// <summary>What a schema says a file may hold, written out.</summary>
internal static class SchemaExample
{
    /// <summary>The mappings of a schema whose keys are known.</summary>
    public static IEnumerable<JsonObject> MappingsOf(JsonNode? schema) =>
        schema switch
        {
            JsonObject mapping =>
            [
                .. mapping["properties"] is JsonObject ? [mapping] : Array.Empty<JsonObject>(),
                .. mapping.SelectMany(keyword => MappingsOf(keyword.Value)),
            ],
            JsonArray list => list.SelectMany(MappingsOf),
            _ => [],
        };

    /// <summary>A document with every key, made of examples and defaults.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="at">The mapping of the schema that the document must have; null for any.</param>
    /// <param name="change">Changes what stands in the document for that mapping.</param>
    public static JsonNode Of(
        JsonObject schema,
        JsonObject? at = null,
        Action<JsonObject>? change = null
    )
    {
        var value = Whole(schema, at, change);
        if (ReferenceEquals(schema, at))
        {
            change?.Invoke(value.AsObject());
        }
        return value;
    }

    private static JsonNode Whole(JsonObject schema, JsonObject? at, Action<JsonObject>? change)
    {
        if (schema["properties"] is JsonObject properties)
        {
            // Of two keys that exclude one another the first.
            var excluded = schema["not"]?["required"]?[1]?.GetValue<string>();
            return new JsonObject(
                properties
                    .Where(key => key.Key != excluded)
                    .Select(key =>
                        KeyValuePair.Create(
                            key.Key,
                            (JsonNode?)Of(key.Value!.AsObject(), at, change)
                        )
                    )
            );
        }
        if (Inner(schema).FirstOrDefault(inner => MappingsOf(inner).Contains(at)) is { } needed)
        {
            return Around(schema, Of(needed, at, change));
        }
        if (schema["examples"]?[0] is { } example)
        {
            return example.DeepClone();
        }
        return (schema["default"] ?? schema["enum"]?[0]) is { } value and not JsonArray { Count: 0 }
            ? value.DeepClone()
            : Around(schema, Of(Inner(schema).First(), at, change));
    }

    private static IEnumerable<JsonObject> Inner(JsonObject schema) =>
        new[] { schema["items"], schema["additionalProperties"] }
            .Concat(schema["anyOf"] as JsonArray ?? [])
            .OfType<JsonObject>();

    private static JsonNode Around(JsonObject schema, JsonNode inner) =>
        schema["items"] is not null ? new JsonArray(inner)
        : schema["additionalProperties"] is not null ? new JsonObject { ["worker"] = inner }
        : inner;
}
