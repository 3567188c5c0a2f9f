using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Which targets of a plan are left out, and why.</summary>
internal static class SkipRules
{
    /// <summary>Leaves out what <c>--skip</c> names; without a name, all that nobody named on the command line.</summary>
    /// <exception cref="BuildError">A name is no target's.</exception>
    public static void ApplyCommandLine(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyList<ExecutableTarget> plan,
        IReadOnlyCollection<string>? names
    )
    {
        if (names is null)
        {
            return;
        }
        var named = names.Select(name => ExecutionPlanner.Find(targets, name)).ToArray();
        var left = named.Length > 0 ? named.Intersect(plan) : plan.Where(target => !target.Invoked);
        foreach (var target in left)
        {
            Skip(plan, target, "Skipped", Parameter.Skip.Option);
        }
    }

    /// <summary>Leaves the target out if one of its conditions doesn't hold.</summary>
    public static void ApplyConditions(
        IReadOnlyList<ExecutableTarget> plan,
        ExecutableTarget target,
        IEnumerable<(string Text, Func<bool> Holds)> conditions
    )
    {
        string[] violated =
        [
            .. conditions
                .Where(condition => !condition.Holds())
                .Select(condition => condition.Text),
        ];
        if (violated.Length > 0)
        {
            Skip(plan, target, "OnlyWhen", string.Join(" && ", violated));
        }
    }

    private static void Skip(
        IReadOnlyList<ExecutableTarget> plan,
        ExecutableTarget target,
        string key,
        string reason
    )
    {
        if (target.Status != ExecutionStatus.Scheduled)
        {
            return;
        }
        target.Status = ExecutionStatus.Skipped;
        target.Summary = new() { [key] = reason };
        if (target.WhenSkipped == DependencyBehavior.Skip)
        {
            foreach (var other in target.Dependencies.Concat(target.Triggers).Where(IsOnlyFor))
            {
                Skip(plan, other, "Skipped", $"because of {target.Name}");
            }
        }

        bool IsOnlyFor(ExecutableTarget other) =>
            plan.Contains(other)
            && !other.Invoked
            && !plan.Any(needs =>
                needs.Status == ExecutionStatus.Scheduled
                && (needs.Dependencies.Contains(other) || needs.Triggers.Contains(other))
            );
    }
}
