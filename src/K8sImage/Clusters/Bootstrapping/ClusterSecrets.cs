namespace K8sImage.Clusters.Bootstrapping;

/// <summary>
/// The secrets of a cluster, made once and used by every bake: the four pairs that kubeadm takes where it finds them
/// (kubeadm's documentation, "Certificate management: custom certificates"), and one join credential for each node.
/// </summary>
/// <param name="Cluster">Name of the cluster that they were made for.</param>
/// <param name="Ca">The cluster's certificate authority.</param>
/// <param name="EtcdCa">etcd's.</param>
/// <param name="FrontProxyCa">That of the API server's aggregation layer.</param>
/// <param name="ServiceAccount">Signs the tokens of service accounts; its public part is a public key in PEM, not a certificate.</param>
/// <param name="Tokens">The bootstrap token of each node, by the node's name.</param>
/// <param name="SpareTokens">
/// Tokens of nodes that do not exist yet: the first control plane knows them from the beginning, so that a node that is added
/// later needs no new seed elsewhere.
/// </param>
public sealed record ClusterSecrets(
    string Cluster,
    PemPair Ca,
    PemPair EtcdCa,
    PemPair FrontProxyCa,
    PemPair ServiceAccount,
    IReadOnlyDictionary<string, string> Tokens,
    IReadOnlyList<string> SpareTokens
)
{
    /// <summary>The four pairs, in the order in which the file of the secrets has them.</summary>
    public IReadOnlyList<PemPair> Pairs => [Ca, EtcdCa, FrontProxyCa, ServiceAccount];

    /// <summary>What kubeadm calls the hash of the cluster's CA: <c>sha256:</c> and the SHA-256 of its public key (RFC 7469).</summary>
    public string CaHash => Ca.PublicKeyHash();

    /// <summary>From when on the cluster's certificates hold.</summary>
    public DateTimeOffset ValidFrom => Ca.ValidFrom();
}
