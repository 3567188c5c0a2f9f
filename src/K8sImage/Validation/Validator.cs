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
    private IReadOnlyCollection<ShellPiece> _shell = [];

    /// <summary>Reads all files and composes all nodes.</summary>
    /// <param name="clusterFile">Path of the cluster file.</param>
    /// <param name="bases">Names of bases; none for the cluster file's.</param>
    /// <returns>The composed nodes, of use only if the findings have no errors; and the files that were read.</returns>
    public (IReadOnlyList<NodeConfiguration> Nodes, IReadOnlyList<string> Files) Read(
        string clusterFile,
        IReadOnlyList<string> bases
    )
    {
        var inputs = ReadInputs(clusterFile);
        NodeConfiguration[] nodes =
        [
            .. inputs.Cluster?.Nodes.Select(inputs.Composer!.Compose) ?? [],
        ];
        ReadBases(inputs, bases);
        return (nodes, _files);
    }

    /// <summary>
    /// Reads what is baked, and has a shell read all shell. A bake takes any name for a base: the base is looked at only
    /// where something else is wrong, so that all is said at once. So are the nodes that others stand for: a bake composes
    /// each of them itself, and keeps none.
    /// </summary>
    /// <param name="clusterFile">Path of the cluster file.</param>
    /// <param name="bases">Names of bases; none for the cluster file's.</param>
    /// <param name="cancellation">Ends the shell.</param>
    /// <returns>The cluster, and what composes its nodes.</returns>
    /// <exception cref="FindingException">Something is wrong; holds all findings, warnings too.</exception>
    public async Task<(Cluster Cluster, Composer Composer)> ReadForBakeAsync(
        string clusterFile,
        IReadOnlyList<string> bases,
        CancellationToken cancellation
    )
    {
        var inputs = ReadInputs(clusterFile);
        await new ShellJudge(findings).AskAsync(_shell, cancellation);
        if (inputs is { Cluster: { } cluster, Composer: { } composer } && !findings.HasErrors)
        {
            return (cluster, composer);
        }
        ComposeOthers(inputs);
        ReadBases(inputs, bases);
        throw new FindingException([.. findings]);
    }

    /// <summary>
    /// Finds the same, and has a shell read all shell, and cloud-init and netplan judge the documents where nothing is wrong until
    /// then.
    /// </summary>
    public async Task<ValidationResult> ValidateAsync(
        string clusterFile,
        IReadOnlyList<string> bases,
        CancellationToken cancellation
    )
    {
        var inputs = ReadInputs(clusterFile);
        ComposeOthers(inputs);
        ReadBases(inputs, bases);
        var shell = await new ShellJudge(findings).AskAsync(_shell, cancellation);
        IReadOnlyList<string> judges = findings.HasErrors
            ? ["cloud-init and netplan were not asked: the errors come first"]
            : await new DocumentJudges(findings).AskAsync(
                inputs.Nodes,
                inputs.Cluster!.Nodes.Count,
                cancellation
            );
        return new ValidationResult(_files, [shell, .. judges]);
    }

    private Inputs ReadInputs(string clusterFile)
    {
        // Findings of its own: an error in a step must not keep the cluster's values from being compared.
        var ofCluster = new FindingCollection();
        var shown = show(clusterFile);
        _files.Add(shown);
        var cluster = ClusterReader.ReadFile(clusterFile, shown, ofCluster);
        AddAll(ofCluster);
        var tree = cluster is null
            ? YamlReader.ReadFile(clusterFile, shown, new FindingCollection()) as YamlMapping
            : null;
        var directories = StepDirectories(cluster, tree, clusterFile);
        var library = StepLibrary.Read(directories, show, findings);
        _files.InsertRange(
            0,
            directories.SelectMany(each => StepDirectory.FilesOf(each.Path)).Select(show)
        );
        if (cluster is not null)
        {
            UnusedSteps.Check(cluster, library, findings);
        }
        var look = new Look(library, shown);
        var composer = cluster is null ? null : new Composer(cluster, library, findings);
        IReadOnlyList<NodeConfiguration> nodes = composer is null
            ? []
            : look.Compose(cluster!, composer, findings);
        composer?.CheckExtraSteps(findings);
        // What no node of the cluster makes use of is looked at too, and all of it where there is no cluster to compose.
        var unused = library.Roles.Keys.Except(cluster?.Nodes.Select(node => node.Role) ?? []);
        var standIn = StandIn.For(tree, cluster?.DisabledSteps, unused);
        var ofStandIn = new FindingCollection();
        var ofComposer = new FindingCollection();
        look.Compose(standIn, new Composer(standIn, library, ofComposer), ofStandIn);
        AddAll(
            ofComposer
                // Its values are not those of the cluster file: that another one is given tells nothing.
                .Where(finding => cluster is not null || finding.Code != StepRules.Undone.Code)
                .Concat(ofStandIn)
                .Where(finding => finding.Place.File != StandIn.File)
        );
        look.AtSources(cluster ?? standIn, findings);
        _shell = look.Shell;
        LeaveOutEcho();
        return new Inputs(cluster, composer, tree, shown, ofCluster, nodes);
    }

    // The project's own, then those of the cluster file, then those of the command line.
    private StepDirectory[] StepDirectories(Cluster? cluster, YamlMapping? tree, string clusterFile)
    {
        var ofCluster =
            cluster?.Steps
            ?? ClusterReader.StepDirectories(
                tree?["steps"] is YamlSequence { Items: var items }
                    ? items.OfType<YamlScalar>()
                    : [],
                Path.GetDirectoryName(Path.GetFullPath(clusterFile)) ?? "."
            );
        StepDirectory[] given =
        [
            .. stepDirectories.Select(path => new StepDirectory(path, new Place(show(path)))),
        ];
        return
        [
            .. given.Take(1),
            .. ofCluster.Select(each => new StepDirectory(each.Text, each.Place)),
            .. given.Skip(1),
        ];
    }

    // They differ from those that stand for them by values only, which may be wrong all the same. None is kept: with
    // thousands of nodes each names all others.
    private static void ComposeOthers(Inputs inputs)
    {
        foreach (
            var node in inputs.Cluster?.Nodes.Except(inputs.Nodes.Select(each => each.Node)) ?? []
        )
        {
            inputs.Composer!.Compose(node);
        }
    }

    // A role that does not exist may be the control plane's, misspelt: that is one mistake.
    private void LeaveOutEcho()
    {
        var echo = findings.FirstOrDefault(f => f.Code == ClusterRules.NoControlPlane.Code);
        var cause = findings.FirstOrDefault(f => f.Code == StepRules.UnknownRole.Code);
        if (echo is not null && cause is not null)
        {
            findings.Replace(echo, cause);
        }
    }

    private void ReadBases(Inputs inputs, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            ReadBase(inputs.Cluster, name, new Place("--base"));
        }
        if (names.Count > 0)
        {
            return;
        }
        var (cluster, _, tree, shown, ofCluster, _) = inputs;
        var scalar = tree?["base"] as YamlScalar;
        var ofFile = cluster?.Base ?? scalar?.Text;
        if (ofFile is not null && ofCluster.All(finding => finding.Place != scalar?.Place))
        {
            var place =
                cluster?.Places.GetValueOrDefault("base", new Place(shown))
                ?? scalar?.Place
                ?? new Place(shown);
            ReadBase(cluster, ofFile, place);
        }
    }

    private void ReadBase(Cluster? cluster, string name, Place place)
    {
        if (new BaseReader(findings).ReadNamed(basesDirectory, name, place, show) is not { } image)
        {
            return;
        }
        _files.Add(show(Path.Combine(basesDirectory, name + ".yaml")));
        if (
            cluster is { RemoveSwapFile: true }
            && image.HasSwapFile == false
            && !cluster.IsOff("swap")
        )
        {
            findings.Add(
                BaseRules.NoSwapFile.At(
                    cluster.Places["swap.removeFile"],
                    $"the base {name} has no swap file that could be removed",
                    "leave swap.removeFile out: swap is turned off all the same"
                )
            );
        }
    }

    private void AddAll(IEnumerable<Finding> added)
    {
        foreach (var finding in added)
        {
            findings.Add(finding);
        }
    }

    // The tree is there where the cluster is not; the findings are those of the cluster file alone.
    private sealed record Inputs(
        Cluster? Cluster,
        Composer? Composer,
        YamlMapping? Tree,
        string Shown,
        FindingCollection OfCluster,
        IReadOnlyList<NodeConfiguration> Nodes
    );
}
