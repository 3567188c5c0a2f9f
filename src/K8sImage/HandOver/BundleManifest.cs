using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using K8sImage.Reports;

namespace K8sImage.HandOver;

/// <summary>A bundle's <c>manifest.json</c>: what the page says, for programs.</summary>
/// <param name="Version">Version of the program that wrote it.</param>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Verification"><c>verified</c> or <c>UNVERIFIED</c>.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Statements">in-toto statements about the files, see <see cref="HandOver.Statements"/>.</param>
public sealed record BundleManifest(
    string Version,
    string Cluster,
    string Verification,
    IReadOnlyList<ManifestNode> Nodes,
    IReadOnlyList<JsonObject> Statements
)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Version of this form; a reader refuses one that it does not know.</summary>
    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = 1;

    /// <summary>Reads it; null if it is none of this form.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static BundleManifest? Read(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BundleManifest>(
                File.ReadAllBytes(path),
                JsonReport.Options
            );
            return
                manifest is { Format: 1, Nodes: not null, Statements: not null }
                && manifest.Nodes.All(node =>
                    node is { Name: not null, Iso: not null, InstanceId: not null }
                )
                && manifest.Statements.All(statement => statement is not null)
                ? manifest
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>It as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonReport.Options) + "\n";
}

/// <summary>A node of a bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="Iso">Path of its seed ISO in the bundle.</param>
/// <param name="InstanceId">The seed's instance-id.</param>
/// <param name="Verified">What was proved of it, in a sentence without a full stop; absent where nothing was.</param>
public sealed record ManifestNode(
    string Name,
    string Role,
    string Address,
    string Iso,
    string InstanceId,
    string? Verified
);
