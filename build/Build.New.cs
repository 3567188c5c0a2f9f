using K8sImage.Clusters.Starter;
using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("Nodes of the cluster file that New writes")]
    [Option(nameof(New))]
    private readonly int Nodes = 3;

    [Example("--cluster lab2 --nodes 3")]
    private Target New =>
        _ =>
            _.Description("Write images/clusters/NAME.yaml, a cluster file to start from")
                .Requires(() => Cluster)
                .Executes(() =>
                    FindingPrinter.Run(_ =>
                    {
                        var path = StarterCluster.Write(Shown(ClusterDirectory), Cluster!, Nodes);
                        Console.WriteLine(
                            $"Written: {path}. Change it, then: ./build.sh Validate --cluster {Cluster}"
                        );
                    })
                );
}
