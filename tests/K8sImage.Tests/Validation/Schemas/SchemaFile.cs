using System.Text.Json;
using System.Text.Json.Nodes;
using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Validation.Schemas;

/// <summary>A schema beside the reader of the files that it describes.</summary>
internal sealed record SchemaFile(string Path)
{
    // Debian's, which has the validator that cloud-init uses; not the python3 of PATH.
    private const string Validate = """
        import json, sys, jsonschema, yaml
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        json.dump([[e.message for e in validator.iter_errors(yaml.safe_load(text))] for text in json.load(sys.stdin)], sys.stdout)
        """;

    /// <summary>All there are.</summary>
    public static IReadOnlyList<SchemaFile> All { get; } =
    [.. SchemaFiles.Documents.Keys.Select(path => new SchemaFile(path))];

    /// <summary>The schema.</summary>
    public JsonObject Schema { get; } = SchemaFiles.Documents[Path];

    /// <summary>The file's full path.</summary>
    public string FullPath => System.IO.Path.Combine(Repository.Root, Path);

    /// <summary>The errors that the reader finds in a document. Its warnings are of no concern to a schema.</summary>
    public FindingCollection Read(JsonNode document)
    {
        var errors = new FindingCollection();
        foreach (var finding in Read(Text(document)).Where(f => f.Severity == Severity.Error))
        {
            errors.Add(finding);
        }
        return errors;
    }

    /// <summary>What a validator that is not ours says of documents against the schema's file: a list for each.</summary>
    public async Task<string[][]> Judge(IEnumerable<JsonNode> documents) =>
        await Judge(documents.Select(Text));

    /// <summary>The same for YAML.</summary>
    public async Task<string[][]> Judge(IEnumerable<string> documents)
    {
        var output = await ExternalTool.RunWithInput(
            JsonSerializer.Serialize(documents),
            "/usr/bin/python3",
            "-c",
            Validate,
            FullPath
        );
        return JsonSerializer.Deserialize<string[][]>(output.EnsureSuccess().Text)!;
    }

    private FindingCollection Read(string text)
    {
        var findings = new FindingCollection();
        using var directory = new TestDirectory();
        switch (System.IO.Path.GetFileName(Path))
        {
            case "cluster.schema.json":
                ClusterReader.Read(YamlReader.Read(text, "f", findings), "/", findings);
                break;
            case "base.schema.json":
                new BaseReader(findings).Read(YamlReader.Read(text, "f", findings), "f", "keys");
                break;
            case "step.schema.json":
                directory.Write("steps/f.yaml", text);
                // The one that the example comes after.
                directory.Write("steps/kernel-modules.yaml", "title: t\nstage: image\n");
                StepLibrary.Read([directory.Path], path => path, findings);
                break;
            case "cluster-check.schema.json":
                directory.Write("cluster-checks/f.yaml", text);
                StepLibrary.Read([directory.Path], path => path, findings);
                break;
            case "role.schema.json":
                directory.Write("roles/f.yaml", text);
                StepLibrary.Read([directory.Path], path => path, findings);
                break;
            default:
                Assert.Fail($"which reader reads what {Path} describes?");
                break;
        }
        return findings;
    }

    /// <summary>A document as YAML, which JSON is. The examples' paths are those of files which are not on every machine.</summary>
    public static string Text(JsonNode document) =>
        document
            .ToJsonString()
            .Replace("~/.ssh/id_ed25519.pub", ClusterText.Key, StringComparison.Ordinal)
            .Replace("lab.secrets.yaml", NamedSamples.Secrets, StringComparison.Ordinal)
            .Replace("images/kubernetes.tar", NamedSamples.Archive, StringComparison.Ordinal);
}
