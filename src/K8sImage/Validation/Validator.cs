using K8sImage.Bases;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds all that is wrong with a cluster file, the steps, the roles and the base at once: what is wrong with one of them
/// hides nothing of the others. Writes nothing but temporary files for programs of others.
/// </summary>
/// <param name="stepDirectories">Directories with <c>steps/</c> and <c>roles/</c>, the project's own first.</param>
/// <param name="basesDirectory">The directory of the base files.</param>
/// <param name="show">Turns a path into the name by which findings call the file.</param>
/// <param name="findings">Takes what is wrong.</param>
public sealed class Validator(
    IReadOnlyList<string> stepDirectories,
    string basesDirectory,
    Func<string, string> show,
    FindingCollection findings
)
{
    private readonly List<string> _files = [];

    /// <summary>Reads all files and composes all nodes.</summary>
    /// <param name="clusterFile">Path of the cluster file.</param>
    /// <param name="baseName">Name of the base; null for the cluster file's.</param>
    /// <returns>The composed nodes, of use only if the findings have no errors; and the files that were read.</returns>
    public (IReadOnlyList<NodeConfiguration> Nodes, IReadOnlyList<string> Files) Read(
        string clusterFile,
        string? baseName
    )
    {
        var library = StepLibrary.Read(stepDirectories, show, findings);
        _files.AddRange(stepDirectories.SelectMany(StepLibrary.Files).Select(show));
        // Findings of its own: an error in a step must not keep the cluster's values from being compared.
        var ofCluster = new FindingCollection();
        var shown = show(clusterFile);
        _files.Add(shown);
        var cluster = ClusterReader.ReadFile(clusterFile, shown, ofCluster);
        AddAll(ofCluster);
        var tree = cluster is null
            ? YamlReader.ReadFile(clusterFile, shown, new FindingCollection()) as YamlMapping
            : null;
        NodeConfiguration[] nodes = cluster is null ? [] : Compose(cluster, library, findings);
        ComposeStandIn(tree, cluster, library);
        ReadBase(tree, cluster, baseName, shown, ofCluster);
        return (nodes, _files);
    }

    /// <summary>The same, and has cloud-init and netplan judge the documents where nothing is wrong until then.</summary>
    public async Task<ValidationResult> ValidateAsync(
        string clusterFile,
        string? baseName,
        CancellationToken cancellation
    )
    {
        var (nodes, files) = Read(clusterFile, baseName);
        var judges = findings.HasErrors
            ? ["cloud-init and netplan were not asked: the errors come first"]
            : await new DocumentJudges(findings).AskAsync(nodes, cancellation);
        return new ValidationResult(files, judges);
    }

    private static NodeConfiguration[] Compose(
        Cluster cluster,
        StepLibrary library,
        FindingCollection findings
    )
    {
        var composer = new Composer(cluster, library, findings);
        return [.. cluster.Nodes.Select(composer.Compose)];
    }

    // What no node of the cluster makes use of is looked at too, and all of it where there is no cluster to compose.
    private void ComposeStandIn(YamlMapping? tree, Cluster? cluster, StepLibrary library)
    {
        string[] unused =
        [
            .. library.Roles.Keys.Except(cluster?.Nodes.Select(node => node.Role) ?? []),
        ];
        var ofStandIn = new FindingCollection();
        Compose(StandIn.For(tree, cluster?.DisabledSteps, unused), library, ofStandIn);
        AddAll(ofStandIn.Where(finding => finding.Place.File != StandIn.File));
    }

    private void ReadBase(
        YamlMapping? tree,
        Cluster? cluster,
        string? name,
        string shown,
        FindingCollection ofCluster
    )
    {
        var place = new Place("--base");
        if (name is null)
        {
            var scalar = tree?["base"] as YamlScalar;
            name = cluster?.Base ?? scalar?.Text;
            place =
                cluster?.Places.GetValueOrDefault("base", new Place(shown))
                ?? scalar?.Place
                ?? new Place(shown);
            if (name is null || ofCluster.Any(finding => finding.Place == scalar?.Place))
            {
                return;
            }
        }
        if (new BaseReader(findings).ReadNamed(basesDirectory, name, place, show) is not null)
        {
            _files.Add(show(Path.Combine(basesDirectory, name + ".yaml")));
        }
    }

    private void AddAll(IEnumerable<Finding> added)
    {
        foreach (var finding in added)
        {
            findings.Add(finding);
        }
    }
}
