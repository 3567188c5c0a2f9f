using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>The steps that the nodes of a role get, in the order in which they are applied.</summary>
internal static class RolePlan
{
    /// <summary>Chooses and sorts a role's steps.</summary>
    /// <param name="role">The role.</param>
    /// <param name="extra">Names of further steps that the cluster file asks for.</param>
    /// <param name="library">All steps.</param>
    /// <param name="disabled">Names of the steps that are turned off.</param>
    /// <param name="applies">Whether a step applies to a node of the role: one that applies to none needs nothing.</param>
    /// <param name="findings">Takes what is wrong with the choice.</param>
    public static IReadOnlyList<Step> Of(
        Role role,
        IReadOnlyList<YamlScalar> extra,
        StepLibrary library,
        IReadOnlyList<YamlScalar> disabled,
        Func<Step, bool> applies,
        FindingCollection findings
    )
    {
        YamlScalar[] names = [.. role.Steps, .. extra];
        var off = disabled.Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        var steps = new List<Step>();
        foreach (var name in names)
        {
            if (!library.Steps.TryGetValue(name.Text, out var step))
            {
                findings.Add(UnknownStep(name, library));
            }
            else if (!off.Contains(name.Text) && !steps.Contains(step))
            {
                steps.Add(step);
            }
        }
        foreach (var name in extra.Where(name => off.Contains(name.Text)))
        {
            findings.Add(
                StepRules.ExtraAndOff.At(
                    name.Place,
                    $"the step {Shown.Short(name.Text)} is asked for here, and turned off in {disabled.First(other => other.Text == name.Text).Place}",
                    "leave one of the two out"
                )
            );
        }
        CheckNeeds(steps, names, role, disabled, applies, library, findings);
        return Sorted(steps, findings);
    }

    /// <summary>What is said where a name is no step's.</summary>
    public static Finding UnknownStep(YamlScalar name, StepLibrary library) =>
        StepRules.UnknownStep.At(
            name.Place,
            $"there is no step '{Shown.Short(name.Text)}'",
            Nearest.To(name.Text, library.Steps.Keys) is { } nearest
                ? $"did you mean '{nearest}'?"
                : $"the steps are {string.Join(", ", library.Steps.Keys.Order(StringComparer.Ordinal))}"
        );

    private static void CheckNeeds(
        List<Step> steps,
        YamlScalar[] names,
        Role role,
        IReadOnlyList<YamlScalar> disabled,
        Func<Step, bool> applies,
        StepLibrary library,
        FindingCollection findings
    )
    {
        foreach (var step in steps)
        {
            foreach (
                var need in step.Needs.Where(need =>
                    library.Steps.ContainsKey(need.Text)
                    && steps.All(other => other.Name != need.Text)
                    && applies(step)
                )
            )
            {
                var off = disabled.FirstOrDefault(name => name.Text == need.Text);
                findings.Add(
                    off is not null
                        ? StepRules.Needs.At(
                            off.Place,
                            $"the step {step.Name} needs {need.Text}, which is turned off here",
                            $"turn {step.Name} off too"
                        )
                        : StepRules.Needs.At(
                            names.First(name => name.Text == step.Name).Place,
                            $"the step {step.Name} needs {need.Text}, which the role {role.Name} does not have",
                            role.Steps.Any(name => name.Text == step.Name)
                                ? $"add {need.Text} to the role's steps"
                                : $"add {need.Text} here too"
                        )
                );
            }
        }
    }

    // Stable: of the steps that wait for nothing any more, the one that the role names first comes next.
    private static List<Step> Sorted(List<Step> steps, FindingCollection findings)
    {
        var sorted = new List<Step>();
        var waiting = new List<Step>(steps);
        while (waiting.Count > 0)
        {
            var next = waiting.Find(step => WaitsFor(step, waiting) is null);
            if (next is null)
            {
                findings.Add(Cycle(waiting));
                return sorted;
            }
            sorted.Add(next);
            waiting.Remove(next);
        }
        return sorted;
    }

    private static Step? WaitsFor(Step step, List<Step> waiting) =>
        step
            .After.Concat(step.Needs)
            .Select(name => waiting.Find(other => other.Name == name.Text))
            .FirstOrDefault(other => other is not null);

    private static Finding Cycle(List<Step> waiting)
    {
        var path = new List<Step> { waiting[0] };
        while (path.IndexOf(WaitsFor(path[^1], waiting)!) < 0)
        {
            path.Add(WaitsFor(path[^1], waiting)!);
        }
        var start = WaitsFor(path[^1], waiting)!;
        path.RemoveRange(0, path.IndexOf(start));
        path.Add(start);
        var closing = start.After.Concat(start.Needs).First(name => name.Text == path[1].Name);
        return StepRules.Cycle.At(
            closing.Place,
            $"these steps wait for one another: {string.Join(" after ", path.Select(step => step.Name))}",
            "remove one of the names under after: or needs:"
        );
    }
}
