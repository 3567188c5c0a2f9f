using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tools;

namespace K8sImage.Validation;

/// <summary>
/// The JSON Schemas by which editors help to write cluster, step, role and base files: made of the keys that the readers
/// take and of the docstrings of what they read.
/// </summary>
public static class SchemaFiles
{
    private const int HeadLength = 4096;

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

    /// <summary>Writes them into a project; what stands at their paths and is no such schema keeps all of them from being written.</summary>
    /// <param name="root">The project's directory.</param>
    /// <exception cref="FindingException">Something else stands there.</exception>
    public static void Write(string root)
    {
        Inspection.Throw(
            All.Where(file => FileTree.KindOf(Path.Combine(root, file.Key)) is not null)
                .Where(file => !IsSchema(Path.Combine(root, file.Key), file.Value))
                .Select(file => Path.Combine(root, file.Key))
                .Select(path => Inspection.Stranger(path, FileTree.KindOf(path)!.Value))
        );
        foreach (var (path, text) in All)
        {
            WholeFile.Write(Path.Combine(root, path), text);
        }
    }

    // An older one has the same title, whatever else has changed; what is in the repository can be had again.
    private static bool IsSchema(string path, string text) =>
        FileTree.KindOf(path) == EntryKind.File
        && Encoding
            .UTF8.GetString(BoundedFile.Read(path, HeadLength))
            .ReplaceLineEndings("\n")
            .StartsWith(
                text[..text.IndexOf("\"description\"", StringComparison.Ordinal)],
                StringComparison.Ordinal
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
