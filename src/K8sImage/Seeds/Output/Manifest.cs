using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using K8sImage.Clusters;

namespace K8sImage.Seeds.Output;

/// <summary>
/// What a bake wrote, as JSON: which tool, which cluster, which nodes with which files. It holds no date and no path, so
/// that the same input gives the same bytes.
/// </summary>
public static class Manifest
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Version of the tool that writes it.</summary>
    public static readonly string ToolVersion = typeof(Manifest)
        .Assembly.GetName()
        .Version!.ToString(3);

    /// <summary>Writes a manifest.</summary>
    public static ReadOnlyMemory<byte> Write(Cluster cluster, IEnumerable<NodeImage> nodes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions
        {
            Indented = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("tool", "K8sImage");
            json.WriteString("version", ToolVersion);
            json.WriteString("cluster", cluster.Name);
            json.WriteString("base", cluster.Base);
            json.WriteString("kubernetes", cluster.Kubernetes.Version);
            Strings(json, "disabledSteps", cluster.DisabledSteps.Select(step => step.Text));
            json.WriteStartArray("nodes");
            foreach (var node in nodes)
            {
                Write(json, node);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>The nodes of a manifest that was written before; none where there is no readable one.</summary>
    public static IReadOnlyList<NodeImage> ReadNodes(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return [];
        }
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. document.RootElement.GetProperty("nodes").EnumerateArray().Select(Read)];
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Whoever damaged it gets a new one; the files beside it are compared byte by byte anyway.
            return [];
        }
    }

    private static void Write(Utf8JsonWriter json, NodeImage node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("role", node.Role);
        json.WriteString("address", node.Address);
        json.WriteString("instanceId", node.InstanceId);
        Strings(json, "steps", node.Steps);
        json.WriteStartArray("files");
        foreach (var file in node.Files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteNumber("size", file.Size);
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static NodeImage Read(JsonElement node) =>
        new(
            Text(node, "name"),
            Text(node, "role"),
            Text(node, "address"),
            Text(node, "instanceId"),
            [.. node.GetProperty("steps").EnumerateArray().Select(step => step.GetString() ?? "")],
            [
                .. node.GetProperty("files")
                    .EnumerateArray()
                    .Select(file => new FileDigest(
                        Text(file, "name"),
                        file.GetProperty("size").GetInt64(),
                        Text(file, "sha256")
                    )),
            ]
        );

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? "";
}
