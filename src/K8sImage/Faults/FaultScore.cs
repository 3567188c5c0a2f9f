using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Verification;

namespace K8sImage.Faults;

/// <summary>What became of one fault.</summary>
/// <param name="Check">The check that should fail.</param>
/// <param name="Boot">The boot that had the fault.</param>
/// <param name="IsCaught">Whether that check failed.</param>
public sealed record FaultResult(NodeCheck Check, FaultBoot Boot, bool IsCaught);

/// <summary>How good the checks are: the faults that were seeded, and those that the named check caught.</summary>
/// <param name="Results">What became of each fault.</param>
/// <param name="Others">Checks that failed beside the named ones, by the name of the boot.</param>
/// <param name="Unproved">Checks without a fault.</param>
public sealed record FaultScore(
    IReadOnlyList<FaultResult> Results,
    IReadOnlyDictionary<string, IReadOnlyList<CheckResult>> Others,
    IReadOnlyList<NodeCheck> Unproved
)
{
    /// <summary>Number of faults that the named check caught.</summary>
    public int Caught => Results.Count(result => result.IsCaught);

    /// <summary>Judges the boots.</summary>
    /// <param name="boots">The boots, each with its verdict.</param>
    /// <param name="nodes">All nodes, for the checks without a fault.</param>
    /// <param name="isChosen">Which checks were to be tried.</param>
    /// <param name="findings">Takes faults that were not caught, and checks without one.</param>
    public static FaultScore Of(
        IReadOnlyList<(FaultBoot Boot, NodeVerdict Verdict)> boots,
        IEnumerable<NodeConfiguration> nodes,
        Func<NodeCheck, bool> isChosen,
        FindingCollection findings
    )
    {
        List<FaultResult> results = [];
        var others = new Dictionary<string, IReadOnlyList<CheckResult>>(StringComparer.Ordinal);
        foreach (var (boot, verdict) in boots)
        {
            var failed = verdict
                .Boots.SelectMany(made => made.Report.Checks)
                .Where(check => !check.Passed)
                .ToList();
            foreach (var check in boot.Checks)
            {
                var isCaught = failed.RemoveAll(seen => IsOf(seen, check)) > 0;
                results.Add(new FaultResult(check, boot, isCaught));
                if (!isCaught)
                {
                    findings.Add(NotCaught(check, boot, verdict));
                }
            }
            others[boot.Name] = failed;
        }
        NodeCheck[] unproved =
        [
            .. nodes
                .SelectMany(node => node.Checks)
                .Where(check => check.Fault is null && isChosen(check))
                .DistinctBy(check => (check.Step, check.Name)),
        ];
        foreach (var check in unproved)
        {
            findings.Add(
                FaultRules.NoFault.At(
                    check.Place,
                    $"nothing shows that the check '{check.Step}: {check.Name}' can fail",
                    "add fault: with a shell command that breaks what it checks"
                )
            );
        }
        return new FaultScore(results, others, unproved);
    }

    private static bool IsOf(CheckResult seen, NodeCheck check) =>
        seen.Step == check.Step && seen.Name == check.Name;

    private static Finding NotCaught(NodeCheck check, FaultBoot boot, NodeVerdict verdict)
    {
        var hasVerdict = verdict.Boots.Any(made =>
            made.Report.Checks.Any(seen => IsOf(seen, check))
        );
        return FaultRules.NotCaught.At(
            check.Fault!.Place,
            hasVerdict
                ? $"with this fault the check '{check.Step}: {check.Name}' passes all the same"
                : $"{boot.Name} came to no verdict on the check '{check.Step}: {check.Name}'",
            hasVerdict
                ? "the check sees too little, or the fault breaks nothing"
                : "see the logs of that boot; a fault must leave the self-check running"
        );
    }
}
