using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>Which targets run, in which order.</summary>
internal static class ExecutionPlanner
{
    /// <summary>
    /// The invoked targets (the default ones where none is), what they depend on and what these trigger. Dependencies
    /// come first; beyond that the order is the one in which things were written down.
    /// </summary>
    /// <exception cref="BuildError">There is no such target, or targets wait for each other.</exception>
    public static IReadOnlyList<ExecutableTarget> Plan(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyCollection<string> invoked
    )
    {
        RejectCycles(targets);
        var wanted =
            invoked.Count > 0
                ? invoked.Select(name => Find(targets, name))
                : targets.Where(t => t.IsDefault);

        // A trigger brings dependencies, which bring triggers: once round the list, which grows meanwhile.
        var members = wanted.Distinct().ToList();
        members.ForEach(target => target.Invoked = true);
        for (var i = 0; i < members.Count; i++)
        {
            members.AddRange(members[i].Dependencies.Concat(members[i].Triggers).Except(members));
        }

        var plan = new List<ExecutableTarget>(members.Count);
        members.ForEach(Append);
        return plan;

        void Append(ExecutableTarget target)
        {
            if (!plan.Contains(target))
            {
                foreach (var before in Predecessors(target).Where(members.Contains))
                {
                    Append(before);
                }
                plan.Add(target);
            }
        }
    }

    /// <summary>The target of this name; case and dashes don't matter.</summary>
    /// <exception cref="BuildError">There is no such target.</exception>
    public static ExecutableTarget Find(IReadOnlyList<ExecutableTarget> targets, string name) =>
        targets.FirstOrDefault(target => Names.AreSame(target.Name, name))
        ?? throw new BuildError(
            $"There is no target '{name}'.{Names.Nearest(name, targets.Select(t => t.Name), "")}"
                + " Run with --help for a list."
        );

    private static IEnumerable<ExecutableTarget> Predecessors(ExecutableTarget target) =>
        target.Dependencies.Concat(target.RunsAfter);

    private static void RejectCycles(IReadOnlyList<ExecutableTarget> targets)
    {
        var done = new HashSet<ExecutableTarget>();
        var path = new List<ExecutableTarget>();
        foreach (var target in targets)
        {
            Visit(target);
        }

        void Visit(ExecutableTarget target)
        {
            if (path.Contains(target))
            {
                var cycle = path.Skip(path.IndexOf(target))
                    .Append(target)
                    .Select(member => member.Name);
                throw new BuildError($"Targets wait for each other: {string.Join(" -> ", cycle)}");
            }
            if (done.Contains(target))
            {
                return;
            }
            path.Add(target);
            foreach (var before in Predecessors(target))
            {
                Visit(before);
            }
            path.Remove(target);
            done.Add(target);
        }
    }
}
