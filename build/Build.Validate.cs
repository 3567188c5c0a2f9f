using K8sImage.Findings;
using K8sImage.Findings.Formats;
using K8sImage.Options;
using K8sImage.Validation;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter(
        "How Validate writes its findings: text, json, sarif or github; text, and github in GitHub Actions, if none is given"
    )]
    [Option(nameof(Validate))]
    private readonly FindingFormat? Format;

    [Parameter("File for the findings of Validate, instead of standard output", Name = "Report")]
    [Option(nameof(Validate), Takes = Takes.NewFile)]
    private readonly string? ReportPath;

    [Example("--cluster lab2 --format sarif --report findings.sarif")]
    private Target Validate =>
        _ =>
            _.Description("Say all that is wrong with the cluster file, steps, roles and base")
                .Executes(ValidateAsync);

    private async Task ValidateAsync()
    {
        var findings = new FindingCollection();
        var result = await ValidatorFor(findings).ValidateAsync(ClusterFile, Base, Cancelled);
        var format = Format ?? (ReportPath is null ? FindingFormats.Default : FindingFormat.Text);
        var document = Document(findings, result, format);
        if (
            ReportPath is not null
            && FindingReport.Write(ReportPath, document, result.Files.Append(ClusterFile))
                is { } notWritten
        )
        {
            findings.Add(notWritten);
        }
        // People see the findings in any case, unless standard output is a document of theirs.
        if (ReportPath is null && format is FindingFormat.Json or FindingFormat.Sarif)
        {
            StandardOutput.Write(document);
        }
        else
        {
            FindingPrinter.Print(findings, Format is null ? FindingFormats.Default : format);
        }
        foreach (var sentence in result.Judges)
        {
            Console.WriteLine($"{sentence}.");
        }
        Console.WriteLine(Summary(findings, result));
        FindingPrinter.ThrowIfErrors(findings);
        Console.WriteLine($"Next: ./build.sh BakeImages{ClusterOption}");
    }

    private static string Document(
        FindingCollection findings,
        ValidationResult result,
        FindingFormat format
    ) =>
        format switch
        {
            FindingFormat.Json => JsonFormat.Write(findings, result.Files),
            FindingFormat.Sarif => SarifFormat.Write(findings),
            FindingFormat.GitHub => GitHubFormat.Write(findings),
            _ => string.Concat(findings.Select(finding => finding + "\n")),
        };

    private static string Summary(FindingCollection findings, ValidationResult result)
    {
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        return $"{Count(errors, "error")}, {Count(findings.Count - errors, "warning")}, "
            + $"{Count(result.Files.Count, "file")} read";

        static string Count(int number, string noun) =>
            $"{number} {noun}{(number == 1 ? "" : "s")}";
    }
}
