using System.Globalization;
using K8sImage.Findings;
using K8sImage.Verification;

namespace K8sImage.Reports.Page;

/// <summary>Makes of a run what the page's template sees.</summary>
/// <param name="run">The run.</param>
/// <param name="directory">The report's directory, below which the logs are.</param>
internal sealed class PageBuilder(VerificationRun run, string directory)
{
    // More nodes than this are not read to the end where nothing is wrong.
    private const int MostOpen = 3;

    // They have a colour of their own.
    private static readonly string[] Kinds =
    [
        "kernel",
        "initrd",
        "systemd",
        "cloud-init",
        "checks",
    ];

    private readonly double _longest = run
        .Judged.SelectMany(node => node.Boots)
        .SelectMany(boot => boot.Stages)
        .Select(stage => stage.End)
        .DefaultIfEmpty()
        .Max();

    /// <summary>The whole page.</summary>
    public PageModel Build()
    {
        PageNode[] nodes = [.. run.Judged.Select(Node)];
        return new PageModel(
            run,
            RunWords.Headline(run),
            [.. RunWords.Limits(run)],
            Facts(),
            [
                .. run
                    .Findings.Where(IsError)
                    .Select(finding => Told(finding, run.Cluster, "#facts")),
                .. nodes.SelectMany(node => node.Boots).SelectMany(boot => boot.Problems),
            ],
            [
                .. run
                    .Findings.Where(finding => !IsError(finding))
                    .Select(finding => Told(finding, run.Cluster, "#facts")),
                .. nodes.SelectMany(node => node.Boots).SelectMany(boot => boot.Warnings),
            ],
            nodes,
            run.Nodes.Select(node => node.PlannedBoots).DefaultIfEmpty().Max()
        );
    }

    private Fact[] Facts() =>
        [
            new("Cluster", run.Cluster, run.ClusterFile),
            new("Base", $"{run.Base.Name}: {run.Base.Title}", $"SHA-256 {run.Base.Sha256}"),
            new("Base made", RunWords.Time(run.Base.Date)),
            new(
                "Emulator",
                $"QEMU {run.Machine.Qemu}, {run.Machine.Accelerator}",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"each guest {run.Machine.MemoryMiB} MiB and {run.Machine.Cpus} CPU; {run.Machine.Jobs} at a time"
                )
            ),
            new("Run", RunWords.Time(run.Started), $"took {RunWords.Duration(run.Seconds)}"),
            new("Tool", $"K8sImage {run.ToolVersion}"),
        ];

    private PageNode Node(NodeRun node) =>
        new(
            node,
            [
                .. Enumerable
                    .Range(1, Math.Max(node.PlannedBoots, node.Boots.Count))
                    .Select(number => Boot(node, number)),
            ]
        );

    private PageBoot Boot(NodeRun node, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{node.Name}-{number}");
        var where = string.Create(CultureInfo.InvariantCulture, $"{node.Name}, boot {number}");
        if (node.Boots.FirstOrDefault(boot => boot.Number == number) is not { } boot)
        {
            return new PageBoot(id, number, null)
            {
                Problems =
                [
                    new Problem(where, $"#{id}", "Not made", RunWords.NotMade(node), "", ""),
                ],
            };
        }
        PageCheck[] checks =
        [
            .. boot.Checks.Select(
                (check, i) =>
                    new PageCheck(
                        string.Create(CultureInfo.InvariantCulture, $"{id}-c{i + 1}"),
                        Word(check.State),
                        check.Place?.ToString() ?? "",
                        check
                    )
            ),
        ];
        return new PageBoot(id, number, boot)
        {
            Steps =
            [
                .. checks
                    .GroupBy(check => check.Run.Step)
                    .Select(step => new StepGroup(
                        step.Key,
                        step.Any(check => check.State == "failed") ? "failed"
                            : step.All(check => check.State == "passed") ? "passed"
                            : "absent",
                        $"{step.Count(check => check.State == "passed")} of {step.Count()}",
                        [.. step]
                    )),
            ],
            IsOpen = !boot.Passed || (run.Passed && run.Nodes.Count <= MostOpen),
            Problems = [.. Problems(where, id, boot, checks)],
            Warnings =
            [
                .. boot
                    .OtherFindings.Where(finding => !IsError(finding))
                    .Select(finding => Told(finding, where, Link(finding, id, boot))),
            ],
            Bars = [.. boot.Stages.Select(Bar)],
            Log = LogReader.Read(Path.Combine(directory, boot.ConsoleLog), id, boot.Console),
        };
    }

    private static IEnumerable<Problem> Problems(
        string where,
        string id,
        BootRun boot,
        IReadOnlyList<PageCheck> checks
    )
    {
        foreach (var check in checks.Where(check => check.State == "failed"))
        {
            yield return new Problem(
                where,
                $"#{check.Id}",
                $"{check.Run.Step}: {check.Run.Name}",
                check.Run.Contrast ?? "",
                check.Run.Hint ?? "",
                check.Place
            );
        }
        foreach (var finding in boot.OtherFindings.Where(IsError))
        {
            yield return Told(finding, where, Link(finding, id, boot));
        }
        if (checks.Count(check => check.State == "absent") is > 0 and var missing)
        {
            yield return new Problem(
                where,
                $"#{id}",
                missing == 1 ? "1 check has not run" : $"{missing} checks have not run",
                "the verdict holds no result of them",
                "",
                ""
            );
        }
    }

    private static Problem Told(Finding finding, string where, string link) =>
        new(
            $"{where} · {finding.Code}",
            link,
            finding.Message,
            "",
            finding.Hint,
            finding.Place.ToString()
        );

    private static string Link(Finding finding, string id, BootRun boot) =>
        finding.Place.File == boot.ConsoleLog && finding.Place.Line > 0
            ? string.Create(CultureInfo.InvariantCulture, $"#{id}-L{finding.Place.Line}")
            : $"#{id}";

    private Bar Bar(StageTime stage) =>
        new(
            stage.Name,
            Kinds.FirstOrDefault(kind => stage.Name.Split(' ')[0] == kind, ""),
            Percent(stage.Start),
            Percent(stage.End - stage.Start),
            Tenths(stage.Start),
            Tenths(stage.End - stage.Start)
        );

    private string Percent(double seconds) =>
        (_longest > 0 ? seconds / _longest * 100 : 0).ToString(
            "0.##",
            CultureInfo.InvariantCulture
        );

    private static string Tenths(double seconds) =>
        seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Word(CheckState state) =>
        state switch
        {
            CheckState.Passed => "passed",
            CheckState.Failed => "failed",
            _ => "absent",
        };

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;
}
