using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>Names lead where they are meant to: every node has the names of all nodes in <c>/etc/hosts</c>.</summary>
internal static class NameChecks
{
    // What /etc/hosts has on Debian and Ubuntu beside the nodes.
    private static readonly string[] Taken =
    [
        "localhost",
        "ip6-localhost",
        "ip6-loopback",
        "ip6-allnodes",
        "ip6-allrouters",
    ];

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        foreach (var (node, path) in read.NodesWith("name"))
        {
            CheckTaken(read, path, node.Name, findings);
        }
        if (read.Cluster.ControlPlaneEndpoint is { } endpoint)
        {
            CheckTaken(read, "controlPlaneEndpoint", endpoint, findings);
            if (!Taken.Contains(endpoint))
            {
                EndpointChecks.Check(read, endpoint, findings);
            }
        }
    }

    private static void CheckTaken(
        ReadCluster read,
        string path,
        string name,
        FindingCollection findings
    )
    {
        if (Taken.Contains(name))
        {
            findings.Add(
                ClusterRules.Taken.At(
                    read.PlaceOf(path),
                    $"on every machine '{name}' means something else already",
                    "choose another name"
                )
            );
        }
    }
}
