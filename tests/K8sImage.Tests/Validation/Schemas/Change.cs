using System.Text.Json.Nodes;

namespace K8sImage.Tests.Validation.Schemas;

/// <summary>A document that was right, with one thing changed.</summary>
/// <param name="What">What was changed.</param>
/// <param name="Document">The document.</param>
/// <param name="IsShape">Whether a schema can tell as well as a reader whether it is still right.</param>
internal sealed record Change(string What, JsonNode Document, bool IsShape)
{
    /// <summary>Each key of each mapping of a schema removed, of another type, out of bounds, or odd.</summary>
    public static IEnumerable<Change> AllOf(JsonObject schema) =>
        from mapping in SchemaExample.MappingsOf(schema)
        from key in mapping["properties"]!.AsObject()
        from change in Of(key.Value!.AsObject())
        select new Change(
            $"{key.Key} {change.What}",
            SchemaExample.Of(
                schema,
                mapping,
                value =>
                {
                    value.Remove(key.Key);
                    if (change.Value is not null)
                    {
                        value.Add(key.Key, change.Value);
                    }
                }
            ),
            change.IsShape
        );

    private static IEnumerable<(string What, JsonNode? Value, bool IsShape)> Of(JsonObject key)
    {
        yield return ("absent", null, true);
        yield return ("as a list", new JsonArray(), true);
        yield return ("as a list of mappings", new JsonArray(new JsonObject()), true);
        yield return ("as a mapping", new JsonObject(), true);
        yield return ("odd", "\u0001 zzz", false);
        if (key["items"] is not null)
        {
            yield return ("of something odd", new JsonArray("\u0001 zzz"), false);
        }
        if (key["minimum"] is { } least)
        {
            yield return ("too small", least.GetValue<long>() - 1, true);
            yield return ("too large", key["maximum"]!.GetValue<long>() + 1, true);
        }
        if (key["enum"] is not null)
        {
            yield return ("no choice", "zzz", true);
        }
    }
}
