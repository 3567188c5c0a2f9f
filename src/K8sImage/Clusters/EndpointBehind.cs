namespace K8sImage.Clusters;

/// <summary>What stands behind a cluster's <c>controlPlaneEndpoint</c>, as the cluster file says it.</summary>
public static class EndpointBehind
{
    /// <summary>
    /// The first control plane, until something else takes its place: each node's /etc/hosts leads the endpoint's name there, as "Creating
    /// a cluster with kubeadm" proposes for a start.
    /// </summary>
    public const string FirstNode = "first-node";

    /// <summary>A load balancer or an address of the site's own: nothing on the nodes says where it is.</summary>
    public const string External = "external";

    /// <summary>Both.</summary>
    public static readonly string[] All = [FirstNode, External];
}
