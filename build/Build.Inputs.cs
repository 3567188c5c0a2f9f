using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Cluster file; images/clusters/lab.yaml if none is given")]
    private readonly string? Cluster;

    [Parameter("Directories with steps/ and roles/ of your own")]
    private readonly string[] Steps = [];

    private string ClusterFile => Cluster ?? RootDirectory / "images" / "clusters" / "lab.yaml";

    private string[] StepDirectories =>
        [RootDirectory / "cloud-init", .. Steps.Select(Path.GetFullPath)];

    /// <summary>Reads the cluster file, the steps and the roles.</summary>
    /// <exception cref="FindingException">Something is wrong with one of them.</exception>
    private (Cluster, Composer) ReadInputs(FindingCollection findings)
    {
        var library = StepLibrary.Read(StepDirectories, Shown, findings);
        var cluster = ClusterReader.ReadFile(ClusterFile, Shown(ClusterFile), findings);
        if (cluster is not null && !findings.HasErrors)
        {
            var composer = new Composer(cluster, library, findings);
            if (!findings.HasErrors)
            {
                return (cluster, composer);
            }
        }
        throw new FindingException([.. findings]);
    }

    /// <summary>A path as the user would type it.</summary>
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
