using K8sImage.Clusters;
using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>
/// Finds steps of one's own that nothing names, and directories of which no node of the cluster gets anything. A directory may
/// be there for several clusters: a role in it that no node has is a finding only where none of the directory's is of use.
/// </summary>
internal static class UnusedSteps
{
    /// <summary>Looks at the directories that do not come with the project.</summary>
    public static void Check(Cluster cluster, StepLibrary library, FindingCollection findings)
    {
        var named = cluster
            .ExtraSteps.Concat(cluster.RoleSteps.Values.SelectMany(steps => steps))
            .Concat(cluster.Nodes.SelectMany(node => node.ExtraSteps))
            .Concat(library.Roles.Values.SelectMany(role => role.Steps))
            .Select(step => step.Text)
            .ToHashSet(StringComparer.Ordinal);
        var roles = cluster.Nodes.Select(node => node.Role).ToHashSet(StringComparer.Ordinal);
        var reached = cluster
            .ExtraSteps.Concat(
                cluster
                    .RoleSteps.Where(role => roles.Contains(role.Key))
                    .SelectMany(role => role.Value)
            )
            .Concat(cluster.Nodes.SelectMany(node => node.ExtraSteps))
            .Concat(
                library
                    .Roles.Values.Where(role => roles.Contains(role.Name))
                    .SelectMany(role => role.Steps)
            )
            .Select(step => step.Text)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (directory, steps, own) in library.Own)
        {
            Step[] unused =
            [
                // BakeDisks gives it to the guest in which a disk is baked.
                .. steps.Where(step =>
                    !named.Contains(step.Name) && step.Name != Composer.GoldenDisk
                ),
            ];
            foreach (var step in unused)
            {
                findings.Add(
                    StepRules.UnusedStep.At(
                        step.Place,
                        $"no role and no extraSteps names the step {step.Name}, so no node gets it",
                        $"write extraSteps: [{step.Name}] into the cluster file, for all nodes, a role or a node"
                    )
                );
            }
            if (
                unused.Length == 0
                && steps.Count + own.Count > 0
                && !own.Any(role => roles.Contains(role.Name))
                && !steps.Any(step =>
                    reached.Contains(step.Name) || step.Name == Composer.GoldenDisk
                )
            )
            {
                findings.Add(
                    StepRules.UnusedDirectory.At(
                        directory.Place,
                        $"no node of this cluster gets anything of this directory: none has the role {string.Join(" or ", own.Select(role => role.Name))}",
                        "give a node one of these roles, or leave the directory out"
                    )
                );
            }
        }
    }
}
