using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Validation;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter(
        "Cluster file, or the name of one in images/clusters; images/clusters/lab.yaml if none is given"
    )]
    [Option(
        nameof(Validate),
        nameof(BakeImages),
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(HandOver),
        nameof(Secrets),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        nameof(Diff),
        nameof(New)
    )]
    private readonly string? Cluster;

    [Parameter("Directories with steps/ and roles/ of your own")]
    [Option(
        nameof(Validate),
        nameof(BakeImages),
        nameof(VerifyImages),
        nameof(BakeDisks),
        nameof(FaultInjection),
        nameof(HandOver),
        nameof(VerifyCluster),
        nameof(HandOverMatrix),
        nameof(Diff)
    )]
    private readonly string[] Steps = [];

    private string ClusterDirectory => RootDirectory / "images" / "clusters";

    // A name has neither a directory nor an ending; a file that is called so comes first.
    private string ClusterFile =>
        Cluster is null ? Path.Combine(ClusterDirectory, "lab.yaml")
        : HostName.IsLabel(Cluster) && !Path.Exists(Cluster)
            ? Path.Combine(ClusterDirectory, Cluster + ".yaml")
        : Cluster;

    private string ClusterOption => Cluster is null ? "" : $" --cluster {Cluster}";

    private string[] StepDirectories =>
        [RootDirectory / "cloud-init", .. Steps.Select(Path.GetFullPath)];

    private string BasesDirectory => RootDirectory / "images" / "bases";

    private Validator ValidatorFor(FindingCollection findings) =>
        new(
            StepDirectories,
            BasesDirectory,
            // Of what is not there the full path says where it was looked for.
            path => Path.Exists(path) ? Shown(path) : Path.GetFullPath(path),
            findings
        );

    private Task<(Cluster Cluster, Composer Composer)>? _inputs;

    /// <summary>Reads the cluster file, the steps and the roles, once for all targets of a run.</summary>
    /// <param name="findings">Takes what is wrong with them, if no target has read them before.</param>
    /// <exception cref="FindingException">Something is wrong with one of them; says all that is wrong with any.</exception>
    private Task<(Cluster Cluster, Composer Composer)> ReadInputsAsync(
        FindingCollection findings
    ) => _inputs ??= ValidatorFor(findings).ReadForBakeAsync(ClusterFile, Base, Cancelled);

    /// <summary>A path as the user would type it.</summary>
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
