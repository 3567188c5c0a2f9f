using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>What must hold between the values of a cluster file, as far as they could be read.</summary>
internal static class ClusterChecks
{
    public static void Check(ReadCluster read, FindingCollection findings)
    {
        CheckUnique(read, "name", node => node.Name, findings);
        CheckUnique(read, "address", node => node.Address.ToString(), findings);
        CheckUnique(read, "address6", node => node.Address6?.ToString(), findings);
        CheckUnique(read, "mac", node => node.Mac, findings);
        CheckControlPlanes(read, findings);
        AddressChecks.Check(read, findings);
        NetworkChecks.Check(read, findings);
        ServerChecks.Check(read, findings);
        FamilyChecks.Check(read, findings);
        NameChecks.Check(read, findings);
        ReleaseChecks.Check(read, findings);
        TrapChecks.Check(read, findings);
    }

    private static void CheckUnique(
        ReadCluster read,
        string key,
        Func<Node, string?> valueOf,
        FindingCollection findings
    )
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (node, path) in read.NodesWith(key))
        {
            if (valueOf(node) is { } value && !first.TryAdd(value, path))
            {
                findings.Add(
                    ClusterRules.Doubled.At(
                        read.PlaceOf(path),
                        $"the {key} {value} is that of the node in line {read.PlaceOf(first[value]).Line} already",
                        $"give each node {(key[0] == 'a' ? "an" : "a")} {key} of its own"
                    )
                );
            }
        }
    }

    private static void CheckControlPlanes(ReadCluster read, FindingCollection findings)
    {
        var nodes = read.Cluster.Nodes;
        var known = read.NodesWith("role").Select(pair => pair.Node).ToArray();
        var controlPlanes = known.Where(node => node.Role == Node.ControlPlane).ToArray();
        // A role that could not be read may have been this one.
        var isWhole = nodes.Count > 0 && known.Length == nodes.Count;
        if (controlPlanes.Length == 0 && isWhole)
        {
            findings.Add(
                ClusterRules.NoControlPlane.At(
                    nodes[0].Place,
                    "no node has the role control-plane",
                    "give one node role: control-plane"
                )
            );
        }
        if (
            controlPlanes.Length > 1
            && read.Cluster.ControlPlaneEndpoint is null
            && read.Has("controlPlaneEndpoint")
        )
        {
            findings.Add(
                ClusterRules.NoEndpoint.At(
                    controlPlanes[1].Place,
                    "several control planes need one endpoint, which kubeadm can't change later",
                    "add controlPlaneEndpoint: with the name or address of a load balancer or virtual IP"
                )
            );
        }
        if (controlPlanes.Length > 0 && controlPlanes.Length % 2 == 0 && isWhole)
        {
            findings.Add(
                ClusterRules.EvenControlPlanes.At(
                    controlPlanes[^1].Place,
                    $"{controlPlanes.Length} control planes survive no more failures than {controlPlanes.Length - 1}: etcd needs a majority",
                    "use 1, 3 or 5"
                )
            );
        }
    }
}
