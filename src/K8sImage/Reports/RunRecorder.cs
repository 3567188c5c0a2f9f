using K8sImage.Findings;
using K8sImage.Verification;

namespace K8sImage.Reports;

/// <summary>Makes the record of a node's boots.</summary>
/// <param name="directory">The report's directory: what lies in it is named relative to it.</param>
/// <param name="shown">Names any other path as the user would type it.</param>
public sealed class RunRecorder(string directory, Func<string, string> shown)
{
    /// <summary>The record of a node that was booted.</summary>
    /// <param name="node">The node.</param>
    /// <param name="role">Its role.</param>
    /// <param name="address">Its IPv4 address.</param>
    /// <param name="isoSha256">Digest of its ISO as it was booted.</param>
    /// <param name="verdict">What its boots proved.</param>
    public NodeRun Node(
        NodeUnderTest node,
        string role,
        string address,
        string? isoSha256,
        NodeVerdict verdict
    ) =>
        new(node.Name, role, address, verdict.Planned)
        {
            Iso = node.SeedIso is null ? null : Shown(node.SeedIso),
            IsoSha256 = isoSha256,
            DiskSha256 = node.Base.Digest,
            InstanceId = node.InstanceId,
            Boots = [.. verdict.Boots.Select(boot => Boot(node, boot))],
        };

    /// <summary>The record of what the nodes proved together.</summary>
    /// <param name="speaker">The node that speaks for the cluster.</param>
    /// <param name="endpoint">Where the cluster is reached.</param>
    /// <param name="checks">The declared checks of the cluster.</param>
    /// <param name="verdict">What the boots proved.</param>
    public NodeRun Formed(
        string speaker,
        string endpoint,
        IReadOnlyList<ExpectedCheck> checks,
        ClusterVerdict verdict
    ) =>
        new("the cluster", "cluster", endpoint, verdict.Planned)
        {
            Boots =
            [
                .. verdict.Boots.Select(formed =>
                {
                    var boot = verdict
                        .Nodes.Single(node => node.Node == speaker)
                        .Boots.Last(boot => boot.Number <= formed.Number);
                    return new BootRun
                    {
                        Number = formed.Number,
                        Passed = formed.Passed,
                        Started = boot.Started.ToUniversalTime(),
                        SecondsToVerdict = formed.ToVerdict is { } time ? Rounded(time) : null,
                        Seconds = Rounded(boot.ToEnd),
                        Nonce = boot.Nonce,
                        KernelBoot = boot.Report.Header?.Boot,
                        ConsoleLog = Shown(boot.ConsoleLog),
                        VerdictLog = Shown(formed.Log),
                        Checks = Checks(checks, formed.Report.Checks),
                        Findings = [.. formed.Findings.Select(Finding)],
                        Console = [],
                        Stages = ClusterStages.Of(formed),
                    };
                }),
            ],
        };

    /// <summary>A finding as the report shows it.</summary>
    public Finding Finding(Finding finding) =>
        finding with
        {
            Place = finding.Place with { File = Shown(finding.Place.File) },
        };

    private BootRun Boot(NodeUnderTest node, BootVerdict boot) =>
        new()
        {
            Number = boot.Number,
            Passed = boot.Passed,
            Started = boot.Started.ToUniversalTime(),
            SecondsToVerdict = boot.ToVerdict is { } time ? Rounded(time) : null,
            Seconds = Rounded(boot.ToEnd),
            Nonce = boot.Nonce,
            KernelBoot = boot.Report.Header?.Boot,
            ConsoleLog = Shown(boot.ConsoleLog),
            VerdictLog = Shown(boot.VerdictLog),
            Checks = Checks(node.Checks, boot.Report.Checks),
            Findings = [.. boot.Findings.Select(Finding)],
            Console = Console(boot),
            Stages = boot.Report.Times,
        };

    /// <summary>A duration in seconds, to a tenth.</summary>
    public static double Rounded(TimeSpan time) => Math.Round(time.TotalSeconds, 1);

    private static CheckRun[] Checks(
        IReadOnlyList<ExpectedCheck> declared,
        IReadOnlyList<CheckResult> results
    )
    {
        // A check that is said twice has a finding of its own; its worst word counts.
        var said = results
            .GroupBy(result => (result.Step, result.Name))
            .ToDictionary(same => same.Key, same => same.OrderBy(result => result.Passed).First());
        return
        [
            .. declared.Select(check =>
                (
                    said.Remove((check.Step, check.Name), out var result)
                        ? Check(result)
                        : new CheckRun(check.Step, check.Name, CheckState.NotRun)
                ) with
                {
                    Place = check.Place,
                    ValuePlaces = check.ValuePlaces,
                }
            ),
            .. results.Where(result => said.Remove((result.Step, result.Name))).Select(Check),
        ];
    }

    private static CheckRun Check(CheckResult result) =>
        new(result.Step, result.Name, result.Passed ? CheckState.Passed : CheckState.Failed)
        {
            Run = result.Diagnostic?.Run,
            Wanted = result.Diagnostic?.Wanted,
            Seen = result.Diagnostic?.Seen,
            Hint = result.Diagnostic?.Hint,
        };

    private static ConsoleLine[] Console(BootVerdict boot) =>
        [
            .. boot
                .Console.Select(hit => new ConsoleLine(
                    hit.Line,
                    hit.Text,
                    hit.Pattern.Severity == Severity.Error ? LineWeight.Error : LineWeight.Warning,
                    $"{hit.Pattern.Description}: {hit.Pattern.Reason}"
                ))
                .Concat(
                    boot.Harmless.Select(hit => new ConsoleLine(
                        hit.Line,
                        hit.Text,
                        LineWeight.Harmless,
                        hit.Reason
                    ))
                )
                .OrderBy(line => line.Line),
        ];

    private string Shown(string path)
    {
        // A place may be a word that is no path.
        if (!Path.IsPathRooted(path))
        {
            return path;
        }
        var relative = Path.GetRelativePath(directory, path);
        return relative.StartsWith("..", StringComparison.Ordinal)
            ? shown(path)
            : relative.Replace('\\', '/');
    }
}
