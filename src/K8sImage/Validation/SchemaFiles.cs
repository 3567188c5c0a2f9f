using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Steps;

namespace K8sImage.Validation;

/// <summary>
/// The JSON Schemas by which editors help to write cluster, step, role and base files: made of the keys that the readers
/// take and of the docstrings of what they read.
/// </summary>
public static class SchemaFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        // For people too, and for no web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schemas' paths in the project, with slashes, and their texts.</summary>
    public static IReadOnlyDictionary<string, string> All =>
        Documents.ToDictionary(
            file => file.Key,
            file => file.Value.ToJsonString(Options) + "\n",
            StringComparer.Ordinal
        );

    /// <summary>The same as trees.</summary>
    internal static IReadOnlyDictionary<string, JsonObject> Documents =>
        new Dictionary<string, JsonObject>(StringComparer.Ordinal)
        {
            ["images/cluster.schema.json"] = ClusterSchema.Document,
            ["images/base.schema.json"] = BaseSchema.Document,
            ["cloud-init/step.schema.json"] = StepSchema.Step,
            ["cloud-init/cluster-check.schema.json"] = StepSchema.ClusterCheck,
            ["cloud-init/role.schema.json"] = StepSchema.Role,
        };
}
