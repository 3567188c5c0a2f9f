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
            CheckEndpoint(read, endpoint, findings);
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

    private static void CheckEndpoint(ReadCluster read, string endpoint, FindingCollection findings)
    {
        foreach (var (node, path) in read.NodesWith("name"))
        {
            if (node.Name == endpoint)
            {
                findings.Add(
                    ClusterRules.Endpoint.At(
                        read.PlaceOf("controlPlaneEndpoint"),
                        $"the endpoint {endpoint} is the name of the node in line {read.PlaceOf(path).Line}, so it will always lead to that node",
                        "give the endpoint a name of its own, or leave it out where there is one control plane"
                    )
                );
            }
        }
        if (IpAddress.Parse(endpoint) is not { } address)
        {
            return;
        }
        var key = address.IsV6() ? "address6" : "address";
        var isAlone =
            read.Cluster.Nodes.Count(node => node.Role == Node.ControlPlane) == 1
            && read.NodesWith("role").Count() == read.Cluster.Nodes.Count;
        foreach (var (node, path) in read.NodesWith(key))
        {
            var isNodes = address.Equals(address.IsV6() ? node.Address6 : node.Address);
            if (isNodes && !(isAlone && node.Role == Node.ControlPlane))
            {
                findings.Add(
                    ClusterRules.Endpoint.At(
                        read.PlaceOf("controlPlaneEndpoint"),
                        $"the endpoint {endpoint} is the address of the node in line {read.PlaceOf(path).Line}, so the cluster hangs on that node alone",
                        "write the address of a load balancer or virtual IP in front of the control planes"
                    )
                );
            }
        }
    }
}
