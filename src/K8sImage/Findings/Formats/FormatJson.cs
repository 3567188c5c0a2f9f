using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8sImage.Findings.Formats;

/// <summary>How the formats that are JSON are written.</summary>
internal static class FormatJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is read as JSON and not put into a page: accents and quotes stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T document) => JsonSerializer.Serialize(document, Options) + "\n";

    /// <summary>A number that stands for "none" as 0.</summary>
    public static int? OrNull(int number) => number == 0 ? null : number;
}
