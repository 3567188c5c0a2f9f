using System.Text.Json.Serialization;

namespace K8sImage.Findings.Formats;

/// <summary>
/// Findings in the Static Analysis Results Interchange Format (OASIS SARIF 2.1.0), which code hosts and editors read.
/// </summary>
public static class SarifFormat
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>Writes the findings as one run.</summary>
    /// <param name="findings">The findings, sorted.</param>
    public static string Write(IReadOnlyCollection<Finding> findings)
    {
        string[] codes = [.. findings.Select(finding => finding.Code).Distinct().Order()];
        return FormatJson.Write(
            new Log(
                Schema,
                "2.1.0",
                [
                    new
                    {
                        Tool = new
                        {
                            Driver = new
                            {
                                Name = "K8sImage",
                                Version = typeof(Finding).Assembly.GetName().Version!.ToString(3),
                                Rules = codes.Select(code => RuleOf(code, findings)),
                            },
                        },
                        // As YamlDotNet counts columns.
                        ColumnKind = "utf16CodeUnits",
                        Results = findings.Select(finding => new
                        {
                            RuleId = finding.Code,
                            RuleIndex = Array.IndexOf(codes, finding.Code),
                            Level = Level(finding.Severity),
                            Message = new { Text = $"{finding.Message}; {finding.Hint}" },
                            Locations = Locations(finding.Place),
                        }),
                    },
                ]
            )
        );
    }

    private static object RuleOf(string code, IEnumerable<Finding> findings)
    {
        var help = RuleHelp.Of(code);
        var severity =
            RuleCatalogue.Find(code)?.Severity
            ?? findings.First(finding => finding.Code == code).Severity;
        return new
        {
            Id = code,
            ShortDescription = new { Text = RuleCatalogue.Find(code)?.Title ?? code },
            Help = help is null ? null : new { Text = help, Markdown = help },
            DefaultConfiguration = new { Level = Level(severity) },
        };
    }

    private static string Level(Severity severity) =>
        severity == Severity.Error ? "error" : "warning";

    private static object[] Locations(Place place)
    {
        // An option of the command line is no file.
        if (place.File.StartsWith('-'))
        {
            return [];
        }
        var region =
            place.Line == 0
                ? null
                : new { StartLine = place.Line, StartColumn = FormatJson.OrNull(place.Column) };
        return
        [
            new
            {
                PhysicalLocation = new
                {
                    ArtifactLocation = new { Uri = UriOf(place.File) },
                    Region = region,
                },
            },
        ];
    }

    // SARIF 3.4.3: a URI reference of RFC 3986, relative where the file is below the working directory.
    private static string UriOf(string file) =>
        Path.IsPathRooted(file)
            ? new Uri(file).AbsoluteUri
            : string.Join('/', file.Split('/', '\\').Select(Uri.EscapeDataString));

    private sealed record Log(
        [property: JsonPropertyName("$schema")] string Schema,
        string Version,
        IReadOnlyList<object> Runs
    );
}
