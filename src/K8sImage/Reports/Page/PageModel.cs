namespace K8sImage.Reports.Page;

/// <summary>What the page's template sees.</summary>
internal sealed record PageModel(
    VerificationRun Run,
    string Headline,
    IReadOnlyList<string> Limits,
    IReadOnlyList<Fact> Facts,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<Problem> Warnings,
    IReadOnlyList<PageNode> Nodes,
    int Columns
);

/// <summary>A line of the table of facts.</summary>
internal sealed record Fact(string Name, string Value, string Note = "");

/// <summary>Something that is wrong, with a link to where the page shows it.</summary>
internal sealed record Problem(
    string Where,
    string Link,
    string Title,
    string Text,
    string Hint,
    string Place
);

/// <summary>A node.</summary>
internal sealed record PageNode(NodeRun Run, IReadOnlyList<PageBoot> Boots);

/// <summary>A planned boot.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Number">1 for the first boot of the disk.</param>
/// <param name="Run">What it proved; null for a boot that was not made.</param>
internal sealed record PageBoot(string Id, int Number, BootRun? Run)
{
    public string State =>
        Run is null ? "absent"
        : Run.Passed ? "passed"
        : "failed";

    public string Checks => Run is null ? "" : RunWords.Checks(Run);

    public string Verdict =>
        Run?.SecondsToVerdict is { } time ? RunWords.Duration(time) : "no verdict";

    public string Seconds => Run is null ? "" : RunWords.Duration(Run.Seconds);

    /// <summary>Whether it is unfolded: what has failed, and where nothing has, all of a small run.</summary>
    public bool IsOpen { get; init; } = true;

    public IReadOnlyList<StepGroup> Steps { get; init; } = [];

    public IReadOnlyList<Problem> Problems { get; init; } = [];

    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    public IReadOnlyList<Bar> Bars { get; init; } = [];

    public PageLog? Log { get; init; }
}

/// <summary>The checks of a step.</summary>
internal sealed record StepGroup(
    string Name,
    string State,
    string Count,
    IReadOnlyList<PageCheck> Checks
);

/// <summary>A check.</summary>
internal sealed record PageCheck(string Id, string State, string Place, CheckRun Run)
{
    public string Values => string.Join(", ", Run.ValuePlaces);
}

/// <summary>A stage of a boot; positions are percent of the longest boot's time.</summary>
internal sealed record Bar(
    string Name,
    string Kind,
    string Left,
    string Width,
    string Start,
    string Length
);

/// <summary>A console's log.</summary>
/// <param name="Lines">How many lines it has.</param>
/// <param name="Shown">How many of them the page has.</param>
/// <param name="Marks">The lines that mean something.</param>
/// <param name="Chunks">All lines in pieces that a browser need not lay out before they are seen.</param>
internal sealed record PageLog(
    int Lines,
    int Shown,
    IReadOnlyList<LogLine> Marks,
    IReadOnlyList<IReadOnlyList<LogLine>> Chunks
);

/// <summary>A line of a log.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Text">The line, without its colours.</param>
internal sealed record LogLine(int Number, string Text)
{
    /// <summary>Its name in links; null where nothing links to it.</summary>
    public string? Id { get; init; }

    /// <summary><c>error</c>, <c>warning</c> or <c>harmless</c>; null for any other line.</summary>
    public string? Weight { get; init; }

    /// <summary>Why it is marked.</summary>
    public string? Reason { get; init; }
}
