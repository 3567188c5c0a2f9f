namespace K8sImage.Clusters.Bootstrapping;

/// <summary>How the nodes of a cluster form it by themselves, from their seeds.</summary>
/// <param name="SecretsPath">Full path of the file with the cluster's secrets, made by the target Secrets.</param>
/// <param name="Secrets">What it holds; null where it was not to be read.</param>
/// <param name="JoinWindow">How long after <c>kubeadm init</c> a node may join by its seed, as Go writes durations: <c>24h0m0s</c>.</param>
/// <param name="Timeout">How long kubeadm waits for each thing that has to come up, in the same form.</param>
public sealed record Bootstrap(
    string SecretsPath,
    ClusterSecrets? Secrets,
    string JoinWindow,
    string Timeout
);
