using System.Net;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>The endpoint leads to what stands behind it, and the file says what that is.</summary>
internal static class EndpointChecks
{
    private const string Key = "controlPlaneEndpoint";

    public static void Check(ReadCluster read, string endpoint, FindingCollection findings)
    {
        var address = IpAddress.Parse(endpoint);
        var behind = read.Cluster.EndpointBehind;
        if (behind == EndpointBehind.FirstNode)
        {
            CheckFirstNode(read, endpoint, address, findings);
            return;
        }
        CheckNames(read, endpoint, findings);
        if (address is not null)
        {
            CheckAddress(read, address, findings);
        }
        else if (
            behind is null
            && read.Has(Key)
            && read.Has($"{Key}.behind")
            && read.Cluster.Nodes.All(node => node.Name != endpoint)
            && First(read) is { } first
        )
        {
            findings.Add(
                ClusterRules.EndpointBehind.At(
                    read.PlaceOf(Key),
                    $"every node's /etc/hosts will lead {endpoint} to the first control plane, {first.Address}, whatever the name servers say of it",
                    $"say what is meant: {Key}: {{ host: {endpoint}, behind: {EndpointBehind.FirstNode} }}, or {EndpointBehind.External} for a load balancer or a record of your own"
                )
            );
        }
    }

    private static Node? First(ReadCluster read) =>
        read.Cluster.Nodes.FirstOrDefault(node => node.Role == Node.ControlPlane);

    // Whoever says so may hang the cluster on one node.
    private static void CheckFirstNode(
        ReadCluster read,
        string endpoint,
        IPAddress? address,
        FindingCollection findings
    )
    {
        var first = First(read);
        var isOther = address is null
            ? read.NodesWith("name").Any(each => each.Node.Name == endpoint && each.Node != first)
            : !address.Equals(first?.Address) && !address.Equals(first?.Address6);
        if (first is not null && isOther)
        {
            findings.Add(
                ClusterRules.Endpoint.At(
                    read.PlaceOf(Key),
                    $"the endpoint {endpoint} is not the first control plane, {first.Name} with {first.Address}, which is said to stand behind it",
                    $"write its address or a name of its own, or behind: {EndpointBehind.External}"
                )
            );
        }
    }

    private static void CheckNames(ReadCluster read, string endpoint, FindingCollection findings)
    {
        foreach (var (node, path) in read.NodesWith("name"))
        {
            if (node.Name == endpoint)
            {
                findings.Add(
                    ClusterRules.Endpoint.At(
                        read.PlaceOf(Key),
                        $"the endpoint {endpoint} is the name of the node in line {read.PlaceOf(path).Line}, so it will always lead to that node",
                        "give the endpoint a name of its own, or leave it out where there is one control plane"
                    )
                );
            }
        }
    }

    private static void CheckAddress(
        ReadCluster read,
        IPAddress address,
        FindingCollection findings
    )
    {
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
                        read.PlaceOf(Key),
                        $"the endpoint {read.Cluster.ControlPlaneEndpoint} is the address of the node in line {read.PlaceOf(path).Line}, so the cluster hangs on that node alone",
                        "write the address of a load balancer or virtual IP in front of the control planes"
                    )
                );
            }
        }
    }
}
