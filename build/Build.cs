using Nuke.Common;

/// <summary>The build.</summary>
sealed class Build : NukeBuild
{
    [Parameter("Path of the cluster file")]
    readonly string Cluster = "images/clusters/lab.yaml";

    Target BakeImages =>
        _ => _.Description("Cluster file to seed ISOs").Executes(() => Console.WriteLine(Cluster));

    /// <summary>Runs the build.</summary>
    public static int Main() => Execute<Build>(x => x.BakeImages);
}
