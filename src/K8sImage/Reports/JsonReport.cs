using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sImage.Reports;

/// <summary>A run as JSON: the record that outlives it.</summary>
public static class JsonReport
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "verdict.json";

    /// <summary>The form of the file: fields in the order of <see cref="VerificationRun"/>, absent where there is no value.</summary>
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectNullableAnnotations = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is read as JSON and not put into a page: accents and quotes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads the record of a run; null if there is none, or none of this form.</summary>
    public static VerificationRun? Read(string path)
    {
        try
        {
            var run = JsonSerializer.Deserialize<VerificationRun>(File.ReadAllBytes(path), Options);
            return
                run?.Format == 1
                && run.Nodes.All(node =>
                    node is { Name: not null, Boots: { } boots } && !boots.Contains(null!)
                )
                ? run
                : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a run.</summary>
    public static string Write(VerificationRun run) =>
        JsonSerializer.Serialize(run, Options) + "\n";
}
