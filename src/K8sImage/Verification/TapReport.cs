using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>Who speaks in a verdict.</summary>
/// <param name="Nonce">The boot's nonce as the guest read it; <c>none</c> where it could not.</param>
/// <param name="Boot">The kernel's id of the boot.</param>
/// <param name="Instance">The instance-id that cloud-init works with.</param>
/// <param name="Node">The guest's host name.</param>
public sealed record TapHeader(string Nonce, string Boot, string Instance, string Node);

/// <summary>The result of one check.</summary>
/// <param name="Number">Its number in the verdict, from 1.</param>
/// <param name="Step">The step that declares it.</param>
/// <param name="Name">Its name, unique within the step.</param>
/// <param name="Passed">Whether the guest saw what it wanted.</param>
/// <param name="Line">The verdict's line that says so, from 1.</param>
public sealed record CheckResult(int Number, string Step, string Name, bool Passed, int Line)
{
    /// <summary>What a failed check saw; null where it passed, or where the guest's words are damaged.</summary>
    public CheckDiagnostic? Diagnostic { get; init; }
}

/// <summary>What a failed check saw.</summary>
/// <param name="Run">The command.</param>
/// <param name="Wanted">What it should have printed.</param>
/// <param name="Seen">What it printed.</param>
/// <param name="Hint">Where to look.</param>
public sealed record CheckDiagnostic(string Run, string Wanted, string Seen, string Hint)
{
    /// <summary>What it wanted and what it saw, in a line for people.</summary>
    public static string Contrast(string wanted, string seen) =>
        $"wanted '{Shown.Short(wanted)}', saw '{Shown.Short(seen)}'";
}

/// <summary>A check that a verdict must hold.</summary>
/// <param name="Step">The step that declares it.</param>
/// <param name="Name">Its name, unique within the step.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record ExpectedCheck(string Step, string Name, Place Place)
{
    /// <summary>Where the cluster file sets the values that are in the check.</summary>
    public IReadOnlyList<Place> ValuePlaces { get; init; } = [];
}

/// <summary>What one boot said on its second serial port.</summary>
/// <param name="Header">Who speaks; null if nobody said.</param>
/// <param name="Planned">How many checks were announced; null if nobody said.</param>
/// <param name="Checks">The results, in the order in which they came.</param>
/// <param name="Off">The steps that the cluster file turns off.</param>
/// <param name="IsEnded">Whether the end line came.</param>
public sealed record TapReport(
    TapHeader? Header,
    int? Planned,
    IReadOnlyList<CheckResult> Checks,
    IReadOnlyList<string> Off,
    bool IsEnded
)
{
    /// <summary>What the node says about itself beyond its checks, by name.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } =
        new Dictionary<string, string>();

    /// <summary>The stages of the boot, in the order in which they began.</summary>
    public IReadOnlyList<StageTime> Times { get; init; } = [];
}
