using System.Text.Json.Nodes;
using K8sImage.Reports;

namespace K8sImage.HandOver;

/// <summary>
/// What is said of a bundle's files, in the form of in-toto statements, version 1 (in-toto Attestation Framework): where they
/// come from (SLSA provenance, version 1) and what was proved of the ISOs (test result, version 0.1). They hold no time but
/// that of the verification, so that the same inputs give the same statements.
/// </summary>
internal static class Statements
{
    private const string Type = "https://in-toto.io/Statement/v1";
    private const string ProvenanceType = "https://slsa.dev/provenance/v1";

    /// <summary>Where the files come from.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="files">Its files by path, with their SHA-256.</param>
    /// <param name="inputs">The files that it was made of by path, with their SHA-256: cluster file, steps, roles, base.</param>
    public static JsonObject Provenance(
        Bundle bundle,
        IEnumerable<KeyValuePair<string, string>> files,
        IEnumerable<KeyValuePair<string, string>> inputs
    ) =>
        new()
        {
            ["_type"] = Type,
            ["subject"] = Resources(files),
            ["predicateType"] = ProvenanceType,
            ["predicate"] = new JsonObject
            {
                ["buildDefinition"] = new JsonObject
                {
                    ["buildType"] = "urn:k8simage:hand-over:1",
                    ["externalParameters"] = new JsonObject
                    {
                        ["cluster"] = bundle.Cluster.Name,
                        ["base"] = bundle.Base.Name,
                        ["kubernetes"] = bundle.Cluster.Kubernetes.Version,
                    },
                    ["resolvedDependencies"] = Resources(inputs),
                },
                ["runDetails"] = new JsonObject
                {
                    ["builder"] = new JsonObject
                    {
                        ["id"] = "urn:k8simage:tool",
                        ["version"] = new JsonObject { ["K8sImage"] = bundle.ToolVersion },
                    },
                },
            },
        };

    /// <summary>What was proved of the ISOs.</summary>
    /// <param name="bundle">A bundle with a run.</param>
    /// <param name="run">The run.</param>
    public static JsonObject Verification(Bundle bundle, VerificationRun run)
    {
        var proved = bundle.Nodes.Where(node => node.Proof is not null).ToList();
        return new JsonObject
        {
            ["_type"] = Type,
            ["subject"] = Resources(
                proved.Select(node =>
                    KeyValuePair.Create(BundleFiles.IsoPathOf(bundle, node), node.IsoSha256)
                )
            ),
            ["predicateType"] = "https://in-toto.io/attestation/test-result/v0.1",
            ["predicate"] = new JsonObject
            {
                ["result"] = proved.Count > 0 ? "PASSED" : "FAILED",
                ["configuration"] = Resources(
                    proved
                        .Select(node => node.Proof!.DiskSha256!)
                        .Distinct()
                        .Select(digest =>
                            KeyValuePair.Create(
                                digest == run.Base.Sha256
                                    ? run.Base.Name
                                    : "golden disk baked from " + run.Base.Name,
                                digest
                            )
                        )
                ),
                ["passedTests"] = new JsonArray([
                    .. proved.SelectMany(node =>
                        node.Proof!.Boots.Select(boot =>
                            (JsonNode)
                                $"{node.Node.Name}, boot {boot.Number}: {RunWords.Checks(boot)} checks"
                        )
                    ),
                ]),
                ["started"] = run.Started.UtcDateTime.ToString(
                    "yyyy-MM-ddTHH:mm:ssZ",
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                ["machine"] = $"QEMU {run.Machine.Qemu}, {run.Machine.Accelerator}",
                ["limits"] = new JsonArray([.. run.Limits().Select(limit => (JsonNode)limit)]),
            },
        };
    }

    /// <summary>Whether a statement says where files come from: that of a bundle names each of its files but the manifest.</summary>
    /// <param name="statement">A statement, as a manifest has it.</param>
    public static bool IsProvenance(JsonObject statement) =>
        TextOf(statement["predicateType"]) == ProvenanceType;

    /// <summary>The files of which a statement tells, with their SHA-256; those are left out that are written in another way.</summary>
    /// <param name="statement">A statement, as a manifest has it.</param>
    public static IEnumerable<(string Path, string Sha256)> Digests(JsonObject statement) =>
        (statement["subject"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Select(file =>
                (
                    Path: TextOf(file["name"]),
                    Sha256: TextOf((file["digest"] as JsonObject)?["sha256"])
                )
            )
            .Where(file => file is { Path: not null, Sha256: not null })
            .Select(file => (file.Path!, file.Sha256!));

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // ResourceDescriptor of in-toto: a name and digests.
    private static JsonArray Resources(IEnumerable<KeyValuePair<string, string>> files) =>
        new([
            .. files.Select(file => new JsonObject
            {
                ["name"] = file.Key,
                ["digest"] = new JsonObject { ["sha256"] = file.Value },
            }),
        ]);
}
