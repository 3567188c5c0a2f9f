using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>What <c>--plan</c> prints (Nuke opens a page of HTML instead).</summary>
internal static class PlanText
{
    public static IEnumerable<Line> Lines(IReadOnlyCollection<ExecutableTarget> plan)
    {
        yield return new("Targets that would run, in this order:");
        yield return new("");
        var width = plan.Select(target => target.Name.Length).DefaultIfEmpty().Max();
        foreach (var (index, target) in plan.Index())
        {
            var dependencies = string.Join(
                ", ",
                target.Dependencies.Select(dependency => dependency.Name)
            );
            var notes = target.Summary.Select(note => $"{note.Key}: {note.Value}");
            var skipped =
                target.Status == ExecutionStatus.Skipped ? "   // " + string.Join(", ", notes) : "";
            yield return new(
                $"{index + 1, 3}. {target.Name.PadRight(width)}{(dependencies.Length > 0 ? " -> " : "")}{dependencies}".TrimEnd()
                    + skipped
            );
        }
    }
}
