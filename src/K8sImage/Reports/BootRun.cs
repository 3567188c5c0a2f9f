using System.Text.Json.Serialization;
using K8sImage.Findings;
using K8sImage.Verification;

namespace K8sImage.Reports;

/// <summary>What one boot of a node proved.</summary>
public sealed record BootRun
{
    /// <summary>1 for the first boot of the disk.</summary>
    public required int Number { get; init; }

    /// <summary>Whether the verdict came whole, all of it was good, and the console showed no trouble.</summary>
    public required bool Passed { get; init; }

    /// <summary>When QEMU was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>From then to the verdict's last line; absent where none came.</summary>
    public double? SecondsToVerdict { get; init; }

    /// <summary>From QEMU's start to its end.</summary>
    public required double Seconds { get; init; }

    /// <summary>The word that this boot was given.</summary>
    public required string Nonce { get; init; }

    /// <summary>The kernel's id of the boot; absent where the guest did not say.</summary>
    public string? KernelBoot { get; init; }

    /// <summary>Log of the first serial port.</summary>
    public required string ConsoleLog { get; init; }

    /// <summary>Log of the second serial port.</summary>
    public required string VerdictLog { get; init; }

    /// <summary>The declared checks in order, and behind them those that only the guest knows.</summary>
    public required IReadOnlyList<CheckRun> Checks { get; init; }

    /// <summary>All that was found wrong.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Lines of the console that mean trouble, or only look like it; sorted by line.</summary>
    public required IReadOnlyList<ConsoleLine> Console { get; init; }

    /// <summary>When the stages of the boot ran, in seconds since the kernel's start.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }

    /// <summary>The findings that no check of the boot already tells.</summary>
    [JsonIgnore]
    public IEnumerable<Finding> OtherFindings =>
        Findings.Where(finding =>
            finding.Code != VerificationRules.FailedCheck.Code
            && !(
                finding.Code == VerificationRules.OtherChecks.Code
                && Checks.Any(check => check.Place == finding.Place)
            )
        );
}

/// <summary>A line of a console that means trouble, or only looks like it.</summary>
/// <param name="Line">Its number in the log, from 1.</param>
/// <param name="Text">The line, without its colours.</param>
/// <param name="Weight">What it means for the boot.</param>
/// <param name="Reason">What has happened and why it counts, or why it does not.</param>
public sealed record ConsoleLine(int Line, string Text, LineWeight Weight, string Reason);

/// <summary>What a line of a console means for the boot.</summary>
public enum LineWeight
{
    /// <summary>Nothing, though it looks like trouble.</summary>
    Harmless,

    /// <summary>Worth knowing.</summary>
    Warning,

    /// <summary>The boot has failed.</summary>
    Error,
}
