using System.Globalization;
using K8sImage.Steps;

namespace K8sImage.Faults;

/// <summary>Spreads the faults of all checks over as few boots as leave no doubt about what made a check fail.</summary>
public static class FaultPlanner
{
    /// <summary>Plans the boots. A check that several nodes have is tried on the first of them.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="isChosen">Which checks are to be tried.</param>
    public static IReadOnlyList<FaultBoot> Plan(
        IEnumerable<NodeConfiguration> nodes,
        Func<NodeCheck, bool> isChosen
    )
    {
        var tried = new HashSet<(string Step, string Name)>();
        List<FaultBoot> boots = [];
        foreach (var node in nodes)
        {
            NodeCheck[] checks =
            [
                .. node.Checks.Where(check =>
                    check.Fault is not null
                    && isChosen(check)
                    && tried.Add((check.Step, check.Name))
                ),
            ];
            boots.AddRange(
                Pack(node, checks).Select((pack, i) => new FaultBoot(BootName(node, i), node, pack))
            );
        }
        return boots;
    }

    private static string BootName(NodeConfiguration node, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{node.Node.Name}-fault-{index + 1:00}");

    private static List<List<NodeCheck>> Pack(NodeConfiguration node, IEnumerable<NodeCheck> checks)
    {
        var steps = node.Steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
        List<List<NodeCheck>> packs = [];
        foreach (var check in checks)
        {
            var pack = packs.Find(pack =>
                pack.TrueForAll(other => !Touch(steps[check.Step], steps[other.Step]))
            );
            if (pack is null)
            {
                packs.Add([check]);
            }
            else
            {
                pack.Add(check);
            }
        }
        return packs;
    }

    // Faults of one step could make one another's checks fail, and so could those of a step that builds on another.
    private static bool Touch(Step a, Step b) =>
        a.Name == b.Name || BuildsOn(a, b) || BuildsOn(b, a);

    private static bool BuildsOn(Step later, Step earlier) =>
        later.After.Concat(later.Needs).Any(name => name.Text == earlier.Name);
}
