using System.Globalization;
using Fluid.Values;
using K8sImage.Findings;
using K8sImage.Steps.Templates;

namespace K8sImage.Steps;

/// <summary>A check of one node: what the node runs, and what it must see.</summary>
/// <param name="Step">Name of the step that declares it.</param>
/// <param name="Name">Its name, unique within the step.</param>
/// <param name="Run">A command for a POSIX shell.</param>
/// <param name="Prints">What the command must print, trailing line breaks aside; null where that is not asked.</param>
/// <param name="Matches">
/// Extended regular expression that one line of the output must match; null where that is not asked. With neither,
/// the exit status must be 0.
/// </param>
/// <param name="Timeout">Longest run time in seconds.</param>
/// <param name="Hint">Where to look when it fails.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record NodeCheck(
    string Step,
    string Name,
    string Run,
    string? Prints,
    string? Matches,
    int Timeout,
    string Hint,
    Place Place
)
{
    /// <summary>Where the cluster file sets the values that are in the check; those that have a default may not be there.</summary>
    public IReadOnlyList<Place> ValuePlaces { get; init; } = [];

    /// <summary>What makes it fail; null where the step file declares nothing.</summary>
    public NodeFault? Fault { get; init; }

    /// <summary>
    /// The check as words for a shell: step, name, timeout, what is asked (<c>prints</c>, <c>matches</c> or
    /// <c>status</c>), what is wanted, hint, command.
    /// </summary>
    public string Words =>
        field ??= string.Join(
            ' ',
            new[]
            {
                Step,
                Name,
                Timeout.ToString(CultureInfo.InvariantCulture),
                Prints is not null ? "prints"
                : Matches is not null ? "matches"
                : "status",
                Prints ?? Matches ?? "",
                Hint,
                Run,
            }.Select(ShellWord.Quote)
        );

    // Most checks are the same for all nodes, and so are their values.
    internal FluidValue Value => field ??= TemplateValues.Of(this);
}
