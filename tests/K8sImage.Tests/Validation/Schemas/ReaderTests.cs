using System.Text.Json.Nodes;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Tests.Seeds;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Validation.Schemas;

/// <summary>The schemas say what the readers do: neither has a key, a bound, a choice or a default that the other lacks.</summary>
public sealed class ReaderTests
{
    private const string Unknown = "qqqqqqqqqqqqqqqq";

    public static TheoryData<string> Files => [.. SchemaFile.All.Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_reader_takes_each_key_of_the_schema_and_no_other(string path)
    {
        var file = new SchemaFile(path);
        foreach (var mapping in SchemaExample.MappingsOf(file.Schema))
        {
            Assert.Empty(file.Read(SchemaExample.Of(file.Schema, mapping)));
            var finding = Assert.Single(
                file.Read(SchemaExample.Of(file.Schema, mapping, value => value[Unknown] = 1))
            );
            Assert.Equal(YamlRules.UnknownKey.Code, finding.Code);
            // The reader says itself which keys it knows.
            Assert.Equal(
                mapping["properties"]!.AsObject().Select(key => key.Key).Order(),
                finding.Hint["the keys are ".Length..].Split(", ").Order()
            );
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_the_schema_refuses_the_reader_refuses_and_the_same_for_shapes(
        string path
    )
    {
        var file = new SchemaFile(path);
        Change[] changes = [.. Change.AllOf(file.Schema)];
        var verdicts = await file.Judge(changes.Select(change => change.Document));
        Assert.Contains(verdicts, verdict => verdict.Length == 0);
        foreach (var (change, verdict) in changes.Zip(verdicts))
        {
            var findings = file.Read(change.Document);
            var isRefused = findings.HasErrors && (verdict.Length > 0 || IsOfShape(findings));
            Assert.True(
                isRefused == verdict.Length > 0 || isRefused && !change.IsShape,
                $"{change.What}: the schema says '{string.Join(", ", verdict)}', the reader '{string.Join(", ", findings)}'"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_reader_takes_what_lies_within_bounds_and_each_choice(string path)
    {
        var file = new SchemaFile(path);
        foreach (var mapping in SchemaExample.MappingsOf(file.Schema))
        {
            foreach (var (key, schema) in mapping["properties"]!.AsObject())
            {
                var values = new[] { schema!["minimum"], schema["maximum"] }
                    .Concat(schema["enum"] as JsonArray ?? [])
                    .OfType<JsonNode>();
                foreach (var value in values)
                {
                    var findings = file.Read(
                        SchemaExample.Of(file.Schema, mapping, at => at[key] = value.DeepClone())
                    );
                    // Together with other values it may be wrong all the same.
                    Assert.DoesNotContain($"'{value}'", string.Concat(findings));
                }
            }
        }
    }

    // A default is for a key that is absent. "null" is what YAML makes of a key with nothing behind it.
    [Theory]
    [MemberData(nameof(Files))]
    public void No_key_that_says_nothing_takes_its_default(string path)
    {
        var file = new SchemaFile(path);
        foreach (var mapping in SchemaExample.MappingsOf(file.Schema))
        {
            foreach (var (key, schema) in mapping["properties"]!.AsObject())
            {
                JsonNode?[] nothings = schema!["default"] switch
                {
                    JsonArray { Count: > 0 } => [null, new JsonArray()],
                    JsonValue => [null, ""],
                    _ => [null],
                };
                foreach (var nothing in nothings)
                {
                    var document = SchemaExample.Of(file.Schema, mapping, at => at[key] = nothing);
                    Assert.True(
                        file.Read(document).HasErrors,
                        $"{key}: {nothing?.ToJsonString() ?? "null"} is taken"
                    );
                }
            }
        }
    }

    [Fact]
    public void A_default_of_the_schema_is_what_the_reader_takes_where_the_key_is_absent()
    {
        var schema = new SchemaFile("images/cluster.schema.json").Schema;
        var count = 0;
        foreach (var mapping in SchemaExample.MappingsOf(schema))
        {
            foreach (var (key, value) in mapping["properties"]!.AsObject())
            {
                if (value!["default"] is { } otherwise)
                {
                    count++;
                    Assert.Equal(
                        Composed(schema, mapping, at => at.Remove(key)),
                        Composed(schema, mapping, at => at[key] = otherwise.DeepClone())
                    );
                }
            }
        }
        Assert.NotEqual(0, count);
    }

    // What values mean together is nothing that a schema can tell.
    private static bool IsOfShape(FindingCollection findings) =>
        findings.Any(finding =>
            finding.Code == YamlRules.MissingKey.Code
            || finding.Code == YamlRules.WrongType.Code
            || finding.Code == YamlRules.UnknownKey.Code
        );

    // All that a cluster file decides: its documents, and the base.
    private static string Composed(JsonObject schema, JsonObject mapping, Action<JsonObject> change)
    {
        var findings = new FindingCollection();
        var document = SchemaExample.Of(
            schema,
            mapping,
            at =>
            {
                at.Remove("disabledSteps");
                change(at);
            }
        );
        var cluster = ClusterReader.Read(
            YamlReader.Read(SchemaFile.Text(document), "f", findings),
            "/",
            findings
        )!;
        var node = Assert.Single(TestSeeds.Compose(cluster, findings));
        Assert.False(findings.HasErrors, string.Join('\n', findings));
        return string.Join(
            '\n',
            TestSeeds
                .Build(node)
                .Files.Select(file => System.Text.Encoding.UTF8.GetString(file.Content.Span))
                .Append(cluster.Base)
        );
    }
}
