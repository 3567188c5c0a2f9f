using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using K8sImage.Clusters;
using K8sImage.Files;

namespace K8sImage.Seeds.Output;

/// <summary>
/// What a bake wrote: which tool, which cluster, which nodes with which files. As JSON it holds no date and no path, so
/// that the same input gives the same bytes.
/// </summary>
/// <param name="Version">Version of the tool.</param>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Base">Name of the base image that the cluster's users run.</param>
/// <param name="Kubernetes">Kubernetes version.</param>
/// <param name="DisabledSteps">Names of the steps that are turned off.</param>
/// <param name="OwnFiles">
/// Files of steps and roles that do not come with the project, as <c>steps/NAME.yaml</c> and <c>roles/NAME.yaml</c>.
/// </param>
/// <param name="Nodes">The nodes.</param>
public sealed record Manifest(
    string Version,
    string Cluster,
    string Base,
    string Kubernetes,
    IReadOnlyList<string> DisabledSteps,
    IReadOnlyList<string> OwnFiles,
    IReadOnlyList<NodeImage> Nodes
)
{
    /// <summary>Name of the manifest's file.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Name of the file with all hashes, in the form of sha256sum(1).</summary>
    public const string SumsFileName = "SHA256SUMS";

    /// <summary>The manifest of a cluster whose nodes have been baked by this version of the tool.</summary>
    public static Manifest Of(
        Cluster cluster,
        IReadOnlyList<string> ownFiles,
        IReadOnlyList<NodeImage> nodes
    ) =>
        new(
            typeof(Manifest).Assembly.GetName().Version!.ToString(3),
            cluster.Name,
            cluster.Base,
            cluster.Kubernetes.Version,
            [.. cluster.DisabledSteps.Select(step => step.Text)],
            ownFiles,
            nodes
        );

    /// <summary>Path of the manifest in a cluster's directory.</summary>
    public static string PathIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>The manifest of a cluster's directory; null where there is none, or none that can be read.</summary>
    public static Manifest? Read(string directory)
    {
        if (!File.Exists(PathIn(directory)))
        {
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(PathIn(directory)));
            var root = document.RootElement;
            return new Manifest(
                Text(root, "version"),
                Text(root, "cluster"),
                Text(root, "base"),
                Text(root, "kubernetes"),
                Texts(root, "disabledSteps"),
                // A bake of an older version had none that it wrote down.
                root.TryGetProperty("ownFiles", out _)
                    ? Texts(root, "ownFiles")
                    : [],
                // Names become paths: what is no node's name was not written here.
                [
                    .. root.GetProperty("nodes")
                        .EnumerateArray()
                        .Select(ReadNode)
                        .Where(node => HostName.IsLabel(node.Name)),
                ]
            );
        }
        catch (Exception e)
            when (e
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return null;
        }
    }

    /// <summary>The manifest as JSON.</summary>
    public ReadOnlyMemory<byte> ToJson()
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
            json.WriteString("version", Version);
            json.WriteString("cluster", Cluster);
            json.WriteString("base", Base);
            json.WriteString("kubernetes", Kubernetes);
            WriteTexts(json, "disabledSteps", DisabledSteps);
            WriteTexts(json, "ownFiles", OwnFiles);
            json.WriteStartArray("nodes");
            foreach (var node in Nodes)
            {
                WriteNode(json, node);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>The hashes of all files in the form of sha256sum(1).</summary>
    public ReadOnlyMemory<byte> ToSums()
    {
        var sums = new StringBuilder();
        foreach (var node in Nodes)
        {
            foreach (var file in node.Files)
            {
                sums.Append(file.Sha256)
                    .Append("  ")
                    .Append(node.Name)
                    .Append('/')
                    .Append(file.Name)
                    .Append('\n');
            }
        }
        return Encoding.UTF8.GetBytes(sums.ToString());
    }

    /// <summary>What a cluster's directory holds, by paths beside it.</summary>
    internal IReadOnlyList<FileDigest> Digests() =>
        [
            .. Nodes.SelectMany(node =>
                node.Files.Select(file => file with { Name = $"{Cluster}/{node.Name}/{file.Name}" })
            ),
            Digest($"{Cluster}/{FileName}", ToJson().Span),
            Digest($"{Cluster}/{SumsFileName}", ToSums().Span),
        ];

    /// <summary>
    /// What a cluster's directory holds by its manifest, by paths beside it; null where there is none of this cluster. A manifest
    /// that was changed is not among it: what it says is written otherwise.
    /// </summary>
    internal static IReadOnlyList<FileDigest>? Digests(string root, string cluster) =>
        Read(Path.Combine(root, cluster)) is { } manifest && manifest.Cluster == cluster
            ? manifest.Digests()
            : null;

    private static FileDigest Digest(string name, ReadOnlySpan<byte> content) =>
        new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>Whether a cluster's directory holds what the manifest says, byte for byte, and what is private is.</summary>
    /// <exception cref="IOException">A file is missing or can't be read.</exception>
    public bool IsIntact(string directory) =>
        ToSums().Span.SequenceEqual(File.ReadAllBytes(Path.Combine(directory, SumsFileName)))
        && Nodes
            .AsParallel()
            .All(node =>
                node.Files.All(file =>
                {
                    var path = Path.Combine(directory, node.Name, file.Name);
                    return File.Exists(path)
                        && (
                            !Seed.PrivateFiles.Contains(file.Name) || SeedFile.IsPrivateOnDisk(path)
                        )
                        && FileDigest.Sha256Of(path) == file.Sha256;
                })
            );

    private static void WriteNode(Utf8JsonWriter json, NodeImage node)
    {
        json.WriteStartObject();
        json.WriteString("name", node.Name);
        json.WriteString("role", node.Role);
        json.WriteString("address", node.Address);
        json.WriteString("instanceId", node.InstanceId);
        WriteTexts(json, "steps", node.Steps);
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

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static NodeImage ReadNode(JsonElement node) =>
        new(
            Text(node, "name"),
            Text(node, "role"),
            Text(node, "address"),
            Text(node, "instanceId"),
            Texts(node, "steps"),
            [
                .. node.GetProperty("files")
                    .EnumerateArray()
                    .Select(file => new FileDigest(
                        Path.GetFileName(Text(file, "name")),
                        file.GetProperty("size").GetInt64(),
                        Text(file, "sha256")
                    )),
            ]
        );

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? "";

    private static string[] Texts(JsonElement element, string name) =>
        [.. element.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];
}
