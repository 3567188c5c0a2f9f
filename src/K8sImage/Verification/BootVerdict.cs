using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>What one boot of a node proved.</summary>
/// <param name="Number">1 for the first boot of the disk.</param>
/// <param name="Nonce">The word that this boot was given.</param>
/// <param name="Report">What the guest said about itself.</param>
/// <param name="Console">Lines of the console that mean trouble.</param>
/// <param name="Findings">All that is wrong; empty for a boot that passed.</param>
/// <param name="Started">When QEMU was started.</param>
/// <param name="ToVerdict">From then to the verdict's last line; null if none came.</param>
/// <param name="ToEnd">From then to QEMU's end.</param>
/// <param name="ConsoleLog">The console's log.</param>
/// <param name="VerdictLog">The verdict as it came through the serial port.</param>
public sealed record BootVerdict(
    int Number,
    string Nonce,
    TapReport Report,
    IReadOnlyList<ConsoleHit> Console,
    IReadOnlyList<Finding> Findings,
    DateTimeOffset Started,
    TimeSpan? ToVerdict,
    TimeSpan ToEnd,
    string ConsoleLog,
    string VerdictLog
)
{
    /// <summary>Lines of the console that look like trouble, and are none.</summary>
    public IReadOnlyList<HarmlessHit> Harmless { get; init; } = [];

    /// <summary>Whether the boot passed: a whole verdict, all of it good, and no trouble on the console.</summary>
    public bool Passed =>
        Report.IsEnded
        && Report.Checks.Count > 0
        && Report.Checks.All(check => check.Passed)
        && Findings.All(finding => finding.Severity != Severity.Error);
}

/// <summary>What the boots of a node proved.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Planned">How many boots were to be made.</param>
/// <param name="Boots">The boots that were made.</param>
public sealed record NodeVerdict(string Node, int Planned, IReadOnlyList<BootVerdict> Boots)
{
    /// <summary>Whether all boots were made, and passed. A node that did not run has not passed.</summary>
    public bool Passed => Boots.Count == Planned && Planned > 0 && Boots.All(boot => boot.Passed);
}
