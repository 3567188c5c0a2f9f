using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>Judges what a boot said, beyond its form.</summary>
internal static class VerdictJudge
{
    /// <summary>Adds a finding for each check that failed, is missing, or that nobody declared.</summary>
    public static void JudgeChecks(
        TapReport report,
        NodeUnderTest node,
        string shownAs,
        FindingCollection findings
    )
    {
        var declared = node.Checks.ToDictionary(check => (check.Step, check.Name));
        foreach (var check in report.Checks)
        {
            var line = new Place(shownAs, check.Line);
            if (!declared.TryGetValue((check.Step, check.Name), out var expected))
            {
                findings.Add(
                    VerificationRules.OtherChecks.At(
                        line,
                        $"no step declares the check '{check.Step}: {Shown.Short(check.Name)}'",
                        "the ISO was made from other steps: bake it again"
                    )
                );
            }
            if (!check.Passed)
            {
                findings.Add(
                    VerificationRules.FailedCheck.At(
                        expected?.Place ?? line,
                        $"{node.Name}: {check.Step}: {check.Name}: {Seen(check.Diagnostic)}",
                        Hint(check, expected)
                    )
                );
            }
        }
        // What the form's findings already say is not said again for each check.
        if (!report.IsEnded)
        {
            return;
        }
        var said = report.Checks.Select(check => (check.Step, check.Name)).ToHashSet();
        foreach (
            var missing in node.Checks.Where(check => !said.Contains((check.Step, check.Name)))
        )
        {
            findings.Add(
                VerificationRules.OtherChecks.At(
                    missing.Place,
                    $"{node.Name}: the verdict does not hold the check '{missing.Step}: {missing.Name}'",
                    "the ISO was made from other steps: bake it again"
                )
            );
        }
    }

    /// <summary>Adds a finding if the guest works with another seed than the one it was given.</summary>
    public static void JudgeSeed(
        TapReport report,
        NodeUnderTest node,
        string shownAs,
        FindingCollection findings
    )
    {
        if (report.Header is { } header && header.Instance != node.InstanceId)
        {
            findings.Add(
                VerificationRules.OtherSeed.At(
                    new Place(shownAs),
                    $"{node.Name} works with the instance-id {header.Instance}, its seed's is {node.InstanceId}",
                    "another medium with a seed is attached, or cloud-init keeps what it read before"
                )
            );
        }
    }

    /// <summary>Adds a finding if two verdicts come from one boot of the kernel.</summary>
    public static void JudgeReboot(
        TapReport report,
        IEnumerable<BootVerdict> before,
        string shownAs,
        FindingCollection findings
    )
    {
        if (
            report.Header is { } header
            && before.Any(boot => boot.Report.Header?.Boot == header.Boot)
        )
        {
            findings.Add(
                VerificationRules.SameBoot.At(
                    new Place(shownAs),
                    "the kernel's boot id is that of an earlier boot",
                    "the node has not restarted"
                )
            );
        }
    }

    // What the first boot makes and later ones must leave alone, by the name of the fact that tells of it.
    private static readonly (string Fact, string What, string Hint)[] MadeOnce =
    [
        (
            "machine-id",
            "the machine-id",
            "something empties /etc/machine-id, or the disk was not written when the node went down"
        ),
        (
            "host-keys",
            "the SSH host keys",
            "everybody who knows the node is warned of an attack: look for what makes the keys again"
        ),
        (
            "per-instance",
            "what cloud-init does once per instance",
            "compare /var/lib/cloud/instance/sem with /var/log/cloud-init.log: was the instance-id another one, or a semaphore removed?"
        ),
    ];

    /// <summary>Adds a finding for each thing that is made once per node and is another one since the first boot.</summary>
    public static void JudgeRedone(
        TapReport report,
        BootVerdict? first,
        string shownAs,
        FindingCollection findings
    )
    {
        // The form's findings say why a verdict that was cut holds no facts.
        if (!report.IsEnded)
        {
            return;
        }
        foreach (var (fact, what, hint) in MadeOnce)
        {
            var now = report.Facts.GetValueOrDefault(fact);
            if (now is null)
            {
                findings.Add(
                    VerificationRules.MissingLine.At(
                        new Place(shownAs),
                        $"the fact {fact} is missing",
                        "the guest's self-check is another one than this program's: bake the ISO again"
                    )
                );
            }
            else if (first is not null && first.Report.Facts.GetValueOrDefault(fact) != now)
            {
                findings.Add(
                    VerificationRules.Redone.At(
                        new Place(shownAs),
                        $"{what} changed with the restart",
                        hint
                    )
                );
            }
        }
    }

    /// <summary>Adds a finding for each line of the console that means trouble.</summary>
    public static void JudgeConsole(
        IEnumerable<ConsoleHit> hits,
        string shownAs,
        FindingCollection findings
    )
    {
        foreach (var hit in hits)
        {
            var rule =
                hit.Pattern.Severity == Severity.Error
                    ? VerificationRules.BadConsole
                    : VerificationRules.OddConsole;
            findings.Add(
                rule.At(
                    new Place(shownAs, hit.Line),
                    $"{hit.Pattern.Description}: {hit.Text.Trim()}",
                    hit.Pattern.Reason
                )
            );
        }
    }

    private static string Hint(CheckResult check, ExpectedCheck? expected)
    {
        var hint = check.Diagnostic?.Hint ?? "the node says nothing more";
        return expected?.ValuePlaces is { Count: > 0 } places
            ? $"{hint}; the cluster file's value: {string.Join(", ", places)}"
            : hint;
    }

    private static string Seen(CheckDiagnostic? diagnostic) =>
        diagnostic is null
            ? "failed"
            : CheckDiagnostic.Contrast(diagnostic.Wanted, diagnostic.Seen);
}
