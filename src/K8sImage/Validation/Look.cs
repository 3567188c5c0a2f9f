using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Validation.Toml;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>Composes clusters, and looks at what composing alone does not see.</summary>
/// <param name="library">All steps and roles.</param>
/// <param name="clusterFile">The cluster file's name in findings.</param>
internal sealed class Look(StepLibrary library, string clusterFile)
{
    private readonly HashSet<ShellPiece> _shell = [];

    /// <summary>All shell that was seen.</summary>
    public IReadOnlyCollection<ShellPiece> Shell => _shell;

    /// <summary>Composes the nodes that stand for all, and compares what their steps and the cluster file do.</summary>
    /// <returns>These nodes; only of use if the findings have no errors.</returns>
    public IReadOnlyList<NodeConfiguration> Compose(
        Cluster cluster,
        Composer composer,
        FindingCollection findings
    )
    {
        NodeConfiguration[] nodes = [.. Representatives.Of(cluster.Nodes).Select(composer.Compose)];
        var programs = new CalledPrograms(library, findings);
        var others = new OtherUsers(cluster, findings);
        foreach (var node in nodes)
        {
            var work = new NodeWork(node, clusterFile);
            programs.Check(node, work);
            UndoneFiles.Check(work, findings);
            new UndoneCommands(work, findings).Check();
            new UndoneKeys(work, findings).Check();
            new UndoneSwap(work, findings).Check();
            new UndoneUnits(work, findings).Check();
            UndoneDropIns.Check(work, findings);
            UndoneSettings.Check(work, findings);
            UndoneModules.Check(work, findings);
            new DefaultUser(work, findings).Check();
            new FileOwners(work, findings).Check();
            CarriageReturns.Check(work, findings);
            ByteOrderMarks.Check(work, findings);
            new TomlFiles(work, findings).Check();
            new Logins(cluster, work, findings).Check();
            others.Add(work);
        }
        others.Check();
        UnusedValues.Check(
            cluster,
            library,
            nodes.SelectMany(node => composer.StepsOf(node.Node)).ToHashSet(),
            findings
        );
        foreach (var node in nodes.DistinctBy(node => node.Node.Role))
        {
            // Also steps that the node has not: they may be of no use to this cluster, but are to be right.
            _shell.UnionWith(
                library
                    .Steps.Values.Concat(library.ClusterChecks)
                    .SelectMany(step => composer.Inspect(step, node.Node))
            );
        }
        return nodes;
    }

    /// <summary>Looks at steps and at the cluster file's own cloud-config as they were written.</summary>
    public void AtSources(Cluster cluster, FindingCollection findings)
    {
        new CalledPrograms(library, findings).Check();
        var misses = new NearMisses(cluster.Time.Server, findings);
        foreach (var step in library.Steps.Values)
        {
            if (step.UserData is YamlMapping userData)
            {
                UserDataKeys.Check(userData, findings);
            }
            // Faults are left out: they are to be wrong.
            YamlNode?[] parts =
            [
                step.UserData,
                step.NetworkConfig,
                .. step.Checks.SelectMany(check =>
                    new[] { check.Run, check.Prints, check.Matches, check.Hint }
                ),
            ];
            foreach (var part in parts)
            {
                misses.Check(part);
            }
        }
        YamlMapping?[] extras =
        [
            cluster.ExtraUserData,
            .. cluster.RoleUserData.Values,
            .. cluster.Nodes.Select(node => node.ExtraUserData),
        ];
        foreach (var extra in extras.OfType<YamlMapping>())
        {
            UserDataKeys.Check(extra, findings);
            misses.Check(extra);
            _shell.UnionWith(ShellPieces.Of(extra).Select(text => new ShellPiece(text, text.Text)));
        }
        if (cluster.ControlPlaneEndpoint is { } endpoint)
        {
            misses.Check(new YamlScalar(cluster.Places["controlPlaneEndpoint"], endpoint));
        }
    }
}
