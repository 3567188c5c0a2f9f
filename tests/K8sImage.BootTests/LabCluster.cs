using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Faults;
using K8sImage.Findings;
using K8sImage.Machines.Services;
using K8sImage.Steps;
using K8sImage.Verification;
using K8sImage.Yaml;

namespace K8sImage.BootTests;

/// <summary>A cluster with this project's own steps: the lab cluster that needs no package repository, or one of a test.</summary>
public sealed class LabCluster
{
    private LabCluster(Cluster cluster, Composer composer)
    {
        Cluster = cluster;
        Configurations = [.. cluster.Nodes.Select(composer.Compose)];
        Disk = composer.ComposeDisk;
    }

    /// <summary>The cluster file that needs no package repository.</summary>
    public static string FilePath { get; } =
        Path.Combine(Repository.Root, "images", "clusters", "lab-offline.yaml");

    /// <summary>What the golden disk of a role is given.</summary>
    public Func<string, NodeConfiguration> Disk { get; }

    public Cluster Cluster { get; }

    public IReadOnlyList<NodeConfiguration> Configurations { get; }

    /// <param name="off">Steps that are turned off beside those of the cluster file.</param>
    /// <exception cref="FindingException">Something is wrong with the cluster file or the steps.</exception>
    public static LabCluster Read(params IReadOnlyList<string> off)
    {
        return Of(
            findings => ClusterReader.ReadFile(FilePath, Shown(FilePath), findings),
            off.Select(name => new YamlScalar(new Place("test"), name))
        );
    }

    /// <param name="text">A cluster file.</param>
    /// <param name="directories">Directories with steps and roles beside the project's own.</param>
    /// <exception cref="FindingException">Something is wrong with it.</exception>
    public static LabCluster ReadText(string text, params IReadOnlyList<string> directories) =>
        Of(
            findings =>
                ClusterReader.Read(
                    YamlReader.Read(text, "test.yaml", findings),
                    Repository.Root,
                    findings
                ),
            [],
            directories
        );

    private static LabCluster Of(
        Func<FindingCollection, Cluster?> read,
        IEnumerable<YamlScalar> off,
        params IReadOnlyList<string> directories
    )
    {
        var findings = new FindingCollection();
        var library = StepLibrary.Read(
            [Path.Combine(Repository.Root, "cloud-init"), .. directories],
            Shown,
            findings
        );
        var cluster = read(findings);
        if (cluster is null)
        {
            throw new FindingException([.. findings]);
        }
        cluster = cluster with { DisabledSteps = [.. cluster.DisabledSteps, .. off] };
        var composer = new Composer(cluster, library, findings);
        return findings.HasErrors
            ? throw new FindingException([.. findings])
            : new LabCluster(cluster, composer);
    }

    /// <summary>Writes a node's seed ISO into a directory.</summary>
    public NodeUnderTest Bake(
        NodeConfiguration configuration,
        BaseDisk disk,
        string directory,
        IReadOnlyList<GuestService>? services = null
    ) => NodeUnderTest.Bake(Cluster, configuration, disk, directory, services);

    /// <summary>A boot of the first node with the faults of the named checks.</summary>
    public FaultBoot WithFaults(params IReadOnlyList<(string Step, string Name)> checks) =>
        new(
            "faults",
            Configurations[0],
            [
                .. checks.Select(check =>
                    Configurations[0]
                        .Checks.Single(other =>
                            (other.Step, other.Name) == (check.Step, check.Name)
                        )
                ),
            ]
        );

    private static string Shown(string path) => Path.GetRelativePath(Repository.Root, path);
}
