using System.Text.Json.Nodes;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Validation.Schemas;
using K8sImage.Yaml;

namespace K8sImage.Tests.Validation;

/// <summary>A place of the cluster file in which a person may write text, and the file with another text there.</summary>
/// <param name="Name">The key.</param>
/// <param name="Right">A text that is right there.</param>
/// <param name="With">The file with a text in that place.</param>
internal sealed record Injection(string Name, string Right, Func<string, JsonNode> With)
{
    /// <summary>What must not get out of its quotes; <c>pwned</c> is the command that would tell.</summary>
    public static readonly string[] Texts =
    [
        "it's",
        "\"",
        "'",
        "\\",
        "\\'",
        "$(pwned)",
        "`pwned`",
        "$HOME",
        "${IFS}",
        "; pwned",
        "| pwned",
        "&& pwned",
        "& pwned",
        "> pwned",
        "'; pwned; '",
        "\"; pwned; \"",
        "'$(pwned)'",
        "\\\"$(pwned)\\\"",
        "$(pwned",
        "AAAA$(pwned)",
        "AAAA'; pwned; '",
        "AAAA`pwned`*",
        "\npwned\n",
        "\rpwned",
        "{{ node.name }}",
        "{{ nodes }}",
        "{% for x in nodes %}",
        "{% raw %}",
        "}}",
        "%}",
        "{#",
        ": x",
        "a: b",
        " #x",
        "- x",
        "&a",
        "*a",
        "*",
        "?",
        "[!a]",
        "~",
        "!!binary x",
        "[a, b]",
        "{a: b}",
        "|",
        ">-",
        "%YAML",
        "@",
        "---",
        "...",
        "\n---\n",
        "<<",
        "no",
        "0644",
        "1e3",
        "12:30",
        "=",
        "\t",
        "\0",
        "\u0001",
        "\u001b[2J",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\u2029",
        "\u202e",
        "\ufeff",
        "\ufffe",
        "é",
        "😀",
        "## template: jinja",
        "EOF",
        "\nEOF\n",
    ];

    /// <summary>All places: out of the schema, so that no key is forgotten.</summary>
    public static IReadOnlyList<Injection> All { get; } =
    [.. Places(new SchemaFile("images/cluster.schema.json").Schema)];

    /// <summary>The texts that are tried in this place.</summary>
    public IEnumerable<string> Tried =>
        Texts.SelectMany(text => new[] { text, Right + text, $"{Right} {text}", text + Right });

    /// <summary>Composes the node of a file; null where something is wrong with the file.</summary>
    public static NodeConfiguration? Compose(JsonNode document, StepLibrary library)
    {
        var findings = new FindingCollection();
        var cluster = ClusterReader.Read(
            YamlReader.Read(SchemaFile.Text(document), "f", findings),
            Repository.Root,
            findings
        );
        if (cluster is null)
        {
            return null;
        }
        var composer = new Composer(cluster, library, findings);
        var node = composer.Compose(cluster.Nodes[0]);
        return findings.HasErrors ? null : node;
    }

    private static IEnumerable<Injection> Places(JsonObject schema) =>
        from mapping in SchemaExample.MappingsOf(schema)
        from key in mapping["properties"]!.AsObject()
        from place in Of(key.Key, key.Value!.AsObject())
        select place with
        {
            With = text =>
                SchemaExample.Of(
                    schema,
                    mapping,
                    at =>
                    {
                        at[key.Key] = place.With(text);
                    }
                ),
        };

    private static IEnumerable<Injection> Of(string name, JsonObject key)
    {
        if (IsText(key))
        {
            // A locale that has to be generated: most texts that are right would be that as well.
            var right = name is "lang" or "lcAll" ? "de_DE.UTF-8" : $"{SchemaExample.Of(key)}";
            yield return new(name, right, text => text);
        }
        if (key["items"] is JsonObject item && IsText(item))
        {
            var right = name == "authorizedKeys" ? ClusterText.Key : $"{SchemaExample.Of(key)[0]}";
            yield return new(name, right, text => new JsonArray(text));
        }
        if (key["additionalProperties"] is JsonObject)
        {
            yield return new(name, "worker", text => new JsonObject { [text] = new JsonObject() });
        }
        if (
            key["type"]?.ToString() == "object"
            && key["properties"] is null
            && key["additionalProperties"] is null
        )
        {
            // Cloud-config of the user's own: a value, a word of a command, a key.
            yield return new(
                $"{name}, value",
                "harmless",
                text => new JsonObject
                {
                    ["runcmd"] = new JsonArray(new JsonArray("echo", text)),
                    ["x"] = text,
                }
            );
            yield return new($"{name}, key", "harmless", text => new JsonObject { [text] = "x" });
        }
    }

    private static bool IsText(JsonObject key) =>
        key["enum"] is not null
        || key["type"]?.ToString() == "string"
        || key["type"] is JsonArray types && types.Any(type => type!.ToString() == "string");
}
