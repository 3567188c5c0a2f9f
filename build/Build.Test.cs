using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Packing;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;

internal sealed partial class Build
{
    private AbsolutePath TestResults => RootDirectory / "artifacts" / "tests";

    [Example]
    private Target Test =>
        _ =>
            _.Description("Run all tests that CI runs")
                .DependsOn(Prerequisites)
                .Executes(() =>
                    FindingPrinter.RunAsync(_ =>
                        RunTestsAsync(
                            ["Nuke.Common.Tests", "K8sImage.Tests", "K8sImage.BootTests"],
                            ["-trait-", "Run=TestBoots"]
                        )
                    )
                );

    [Example]
    private Target TestBoots =>
        _ =>
            _.Description("Run all tests that boot guests, also those that CI leaves out")
                .DependsOn(Prerequisites)
                .Executes(() =>
                    FindingPrinter.RunAsync(_ =>
                        RunTestsAsync(["K8sImage.BootTests"], [], PackagesFor(PackageUse.TestBoots))
                    )
                );

    // Which Kubernetes the boots are about is said before they begin.
    private bool HasKubernetes()
    {
        var source = ProgramDirectory.Find(Kubernetes, RootDirectory);
        Console.WriteLine(
            source is null
                ? "Kubernetes for the tests: 1.20.2, compiled from Debian's source package, as "
                    + $"{ProgramDirectory.Variable} names no directory of programs"
                : $"Kubernetes for the tests: {string.Join(", ", source.Releases)} of {source.Path}"
        );
        return source is not null;
    }

    private async Task RunTestsAsync(
        string[] projects,
        string[] runner,
        IReadOnlyList<string>? packages = null
    )
    {
        using var output = OwnedOutput.Open(
            RootDirectory / "artifacts",
            TestResults.Name,
            owner: null
        );
        output.Claim([.. projects.Select(project => $"{project}.xml"), "totals.txt"]);
        if (packages is not null)
        {
            await PackageInstaller.InstallAsync(packages, Cancelled);
        }
        var totals = await new TestRun(RootDirectory, TestResults).RunAsync(
            projects,
            runner,
            Cancelled
        );
        ReportSummary(_ => _.AddPair("Tests", totals.ToString()));
        // .ci/run ends with this line: it must come from the results, not from a text.
        (TestResults / "totals.txt").WriteAllText(totals + "\n");
        if (totals.Failed > 0 || totals.Passed == 0)
        {
            throw new FindingException(
                TestRules.Failed.At(
                    new Place("Test"),
                    totals.ToString(),
                    $"the results are in {Shown(TestResults)}"
                )
            );
        }
    }
}
