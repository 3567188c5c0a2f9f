using System.Text.RegularExpressions;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>
/// Finds values that the cluster file gives, and that no step uses which its nodes get: a step is turned off, or does not apply.
/// Which step uses which value its templates say.
/// </summary>
internal static partial class UnusedValues
{
    // What a cluster file must have it has in any case.
    private static readonly HashSet<string> Required =
    [
        "name",
        "network.gateway",
        "node.name",
        "node.role",
        "node.address",
    ];

    /// <summary>Looks at each value that the cluster file gives, at one of nodes once.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="library">All steps.</param>
    /// <param name="on">The steps that its nodes get.</param>
    /// <param name="findings">Takes what has no effect.</param>
    public static void Check(
        Cluster cluster,
        StepLibrary library,
        IReadOnlySet<Step> on,
        FindingCollection findings
    )
    {
        var users = library
            .Steps.Values.SelectMany(step => ValuesOf(step).Select(value => (value, step)))
            .ToLookup(pair => pair.value, pair => pair.step, StringComparer.Ordinal);
        var given = cluster
            .Places.Select(pair => (Value: ValueOf(pair.Key), Place: pair.Value))
            .DistinctBy(pair => pair.Value);
        foreach (var (value, place) in given)
        {
            Step[] all = [.. users[value].Distinct()];
            if (all.Length > 0 && !all.Any(on.Contains) && !Required.Contains(value))
            {
                findings.Add(FindingOf(value, place, all, cluster));
            }
        }
    }

    private static Finding FindingOf(string value, Place place, Step[] users, Cluster cluster)
    {
        var names = string.Join(
            ", ",
            users.Select(step => step.Name).Order(StringComparer.Ordinal)
        );
        var off = cluster.DisabledSteps.FirstOrDefault(name =>
            users.Any(step => step.Name == name.Text)
        );
        var why = (users.Length, off) switch
        {
            (1, { } name) => $"for the step {names}, which is turned off in {name.Place}",
            (_, { } name) =>
                $"for the steps {names}, and {name.Text} is turned off in {name.Place}",
            (1, null) => $"for the step {names}, which no node of this cluster gets",
            _ => $"for the steps {names}, none of which a node of this cluster gets",
        };
        return StepRules.UnusedValue.At(
            place,
            $"'{value.Replace("node.", "", StringComparison.Ordinal)}' has no effect: it is {why}",
            off is null
                ? "leave it out, or choose what makes that step apply"
                : $"leave it out, or turn {off.Text} on again"
        );
    }

    private static IEnumerable<string> ValuesOf(Step step)
    {
        IEnumerable<YamlNode?> parts =
        [
            step.When,
            step.UserData,
            step.NetworkConfig,
            .. step.Checks.SelectMany(check =>
                new[] { check.When, check.Run, check.Prints, check.Matches }
            ),
        ];
        return parts.SelectMany(Templates).SelectMany(ValuesOf).Distinct();
    }

    private static IEnumerable<TemplateScalar> Templates(YamlNode? node) =>
        node switch
        {
            TemplateScalar template => [template],
            YamlSequence sequence => sequence.Items.SelectMany(Templates),
            YamlMapping mapping => mapping.Entries.SelectMany(entry => Templates(entry.Value)),
            _ => [],
        };

    private static IEnumerable<string> ValuesOf(TemplateScalar template)
    {
        var loops = template.Paths.Contains("nodes");
        foreach (var path in template.Paths)
        {
            var parts = path.Split('.', 2);
            // In "for each in nodes" a node has the loop's name for it.
            yield return loops && parts.Length == 2 && !TemplateValues.Names.Contains(parts[0])
                ? "node." + parts[1]
                : ValueOf(TemplateValues.ClusterPath(path, 0));
        }
    }

    // nodes[3].mac and node.mac are one value, and so are all items of a list.
    private static string ValueOf(string path) =>
        Index().Replace(path.Replace("nodes[", "node[", StringComparison.Ordinal), "");

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
