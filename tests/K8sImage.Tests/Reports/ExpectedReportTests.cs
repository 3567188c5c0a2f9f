using System.Text;
using System.Text.RegularExpressions;
using K8sImage.Reports;
using K8sImage.Reports.Page;
using Xunit;

namespace K8sImage.Tests.Reports;

/// <summary>The reports stand under Expected/, so that a review sees what a change does to them.</summary>
public sealed partial class ExpectedReportTests : IDisposable
{
    private readonly TestRuns _runs = new();

    public static TheoryData<string> Names => [.. TestRuns.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_reports_of_a_run_are_those_that_were_reviewed(string name)
    {
        var run = _runs[name];
        // Style and script are reviewed where they are written.
        var page = Code().Replace(HtmlReport.Write(run, _runs.Directory), "$1$3");
        page = Digest().Replace(page, "sha256-");
        (string, string)[] files =
        [
            ("verdict.json", JsonReport.Write(run)),
            ("junit.xml", JUnitReport.Write(run)),
            ("summary.md", JobSummary.Write(run)),
            ("report.html", page),
        ];
        ExpectedFile.Verify(
            files.Select(file =>
                (
                    Path.Combine(Repository.Tests, "Reports", "Expected", name, file.Item1),
                    Encoding.UTF8.GetBytes(file.Item2)
                )
            )
        );
    }

    public void Dispose() => _runs.Dispose();

    [GeneratedRegex("(<(style|script)>).*?(</\\2>)", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("sha256-[A-Za-z0-9+/&#;x]+=")]
    private static partial Regex Digest();
}
