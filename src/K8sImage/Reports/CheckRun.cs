using System.Text.Json.Serialization;
using K8sImage.Findings;
using K8sImage.Verification;

namespace K8sImage.Reports;

/// <summary>The result of one check in one boot.</summary>
/// <param name="Step">The step that declares it.</param>
/// <param name="Name">Its name, unique within the step.</param>
/// <param name="State">Its result.</param>
public sealed record CheckRun(string Step, string Name, CheckState State)
{
    /// <summary>Where it is declared; absent for a check that only the guest knows.</summary>
    public Place? Place { get; init; }

    /// <summary>Where the cluster file sets the values that are in the check; empty where it sets none.</summary>
    public IReadOnlyList<Place> ValuePlaces { get; init; } = [];

    /// <summary>The command; absent unless the check has failed.</summary>
    public string? Run { get; init; }

    /// <summary>What it should have printed; absent unless the check has failed.</summary>
    public string? Wanted { get; init; }

    /// <summary>What it printed; absent unless the check has failed.</summary>
    public string? Seen { get; init; }

    /// <summary>Where to look; absent unless the check has failed.</summary>
    public string? Hint { get; init; }

    /// <summary>What it wanted and what it saw; null unless the guest said both.</summary>
    [JsonIgnore]
    public string? Contrast => Seen is null ? null : CheckDiagnostic.Contrast(Wanted ?? "", Seen);
}

/// <summary>How a check ended.</summary>
public enum CheckState
{
    /// <summary>The guest saw what it wanted.</summary>
    Passed,

    /// <summary>The guest saw something else.</summary>
    Failed,

    /// <summary>It is declared, and the verdict holds no result of it.</summary>
    NotRun,
}
