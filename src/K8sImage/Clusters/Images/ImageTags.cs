namespace K8sImage.Clusters.Images;

/// <summary>Tags that kubeadm is told, where the images are not of its own versions (kubeadm's ClusterConfiguration).</summary>
/// <param name="Etcd">Tag of the image <c>etcd</c>; null for kubeadm's own.</param>
/// <param name="Dns">Tag of the image <c>coredns</c>; null for kubeadm's own.</param>
public sealed record ImageTags(string? Etcd, string? Dns);
