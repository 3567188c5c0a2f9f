using System.Text.Json.Nodes;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Findings.Formats;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Findings;

/// <summary>Findings in the forms that other programs read.</summary>
public sealed class FormatTests : IDisposable
{
    // Debian's, which has the validator that cloud-init uses; not the python3 of PATH.
    private const string Validate = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft4Validator(schema).validate(json.load(sys.stdin))
        """;

    private static readonly Finding[] Findings =
    [
        new(new Place("a b/läb.yaml", 3, 7), Severity.Error, "K8S101", "'x\"' is 100%", "no, y: z"),
        new(new Place("lab.yaml", 4), Severity.Warning, "K8S130", "nobody", "add a key"),
        new(new Place("/abs/lab.yaml"), Severity.Error, "K8S001", "missing", "check the path"),
        new(new Place("--base"), Severity.Error, "K8S411", "two\nlines", "one"),
        new(new Place("Test", 0, 0), Severity.Error, "K8S902", "no rule of the library", "none"),
    ];

    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Workflow_commands_escape_what_would_end_them()
    {
        string[] expected =
        [
            "::error file=a b/läb.yaml,line=3,col=7,title=K8S101 Names are RFC 1123 labels::'x\"' is 100%25; no, y: z",
            "::warning file=lab.yaml,line=4,title=K8S130 Someone can log in::nobody; add a key",
            "::error file=/abs/lab.yaml,title=K8S001 The file can be read::missing; check the path",
            "::error file=--base,title=K8S411 Bases have a file::two%0Alines; one",
            "::error file=Test,title=K8S902::no rule of the library; none",
            "",
        ];
        Assert.Equal(expected, GitHubFormat.Write(Findings).Split('\n'));
        var odd = new Finding(new Place("a,b:c%.yaml"), Severity.Error, "K8S001", "m", "h");
        Assert.StartsWith(
            "::error file=a%2Cb%3Ac%25.yaml,title=",
            GitHubFormat.Write([odd]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Json_has_every_field_of_a_finding_and_counts_them()
    {
        var json = JsonNode.Parse(JsonFormat.Write(Findings, ["lab.yaml"]))!;
        var expected = JsonNode.Parse(
            """
            { "file": "a b/läb.yaml", "line": 3, "column": 7, "severity": "error", "code": "K8S101",
              "title": "Names are RFC 1123 labels", "message": "'x\"' is 100%", "hint": "no, y: z" }
            """
        );
        Assert.True(JsonNode.DeepEquals(expected, json["findings"]![0]));
        Assert.Equal("(1, 4, 1)", $"({json["format"]}, {json["errors"]}, {json["warnings"]})");
        Assert.Equal("lab.yaml", json["files"]![0]!.GetValue<string>());
        Assert.Null(json["findings"]![2]!["line"]);
    }

    [Fact]
    public async Task Sarif_keeps_to_the_schema_of_its_committee()
    {
        (await Judge(SarifFormat.Write(Findings))).EnsureSuccess();
        (await Judge(SarifFormat.Write([]))).EnsureSuccess();
        var wrong = SarifFormat
            .Write(Findings)
            .Replace("\"ruleIndex\"", "\"ruleNumber\"", StringComparison.Ordinal);
        Assert.NotEqual(0, (await Judge(wrong)).ExitCode);
    }

    [Fact]
    public void Sarif_says_where_what_and_why()
    {
        var run = JsonNode.Parse(SarifFormat.Write(Findings))!["runs"]![0]!;
        var results = run["results"]!.AsArray();
        var location = results[0]!["locations"]![0]!["physicalLocation"]!;
        Assert.Equal(
            "a%20b/l%C3%A4b.yaml",
            location["artifactLocation"]!["uri"]!.GetValue<string>()
        );
        Assert.Equal(
            "3:7",
            $"{location["region"]!["startLine"]}:{location["region"]!["startColumn"]}"
        );
        Assert.Equal(
            "file:///abs/lab.yaml",
            results[2]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]![
                "uri"
            ]!.GetValue<string>()
        );
        Assert.Empty(results[3]!["locations"]!.AsArray());
        Assert.Equal("warning", results[1]!["level"]!.GetValue<string>());
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.All(
            results,
            result =>
                Assert.Equal(
                    result!["ruleId"]!.GetValue<string>(),
                    rules[result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>()
                )
        );
        var name = rules.Single(rule => rule!["id"]!.GetValue<string>() == "K8S101")!;
        Assert.Equal(
            "Names are RFC 1123 labels",
            name["shortDescription"]!["text"]!.GetValue<string>()
        );
        Assert.Contains(
            "*Remedy:*",
            name["help"]!["markdown"]!.GetValue<string>(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_report_that_can_not_be_written_leaves_the_old_one()
    {
        // There is no room for the longer name under which it would be written first.
        var path = _directory.Write($"new/{new string('r', 250)}", "old");
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(path, "new"));
        Assert.Equal("old", File.ReadAllText(path));
    }

    private static Task<ToolOutput> Judge(string sarif) =>
        ExternalTool.RunWithInput(
            sarif,
            "/usr/bin/python3",
            "-c",
            Validate,
            Path.Combine(Repository.Tests, "Findings", "sarif-2.1.0-rtm.5.json")
        );
}
