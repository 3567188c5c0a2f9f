namespace K8sImage.Clusters;

/// <summary>
/// A program that a node needs beside kubelet, kubeadm and kubectl, and that nothing is sure to bring along: what the packages of
/// Kubernetes depend on becomes less with each release.
/// </summary>
/// <param name="Name">The program's name.</param>
/// <param name="Package">The package that has it, on Debian and Ubuntu.</param>
/// <param name="First">The first minor version that needs it.</param>
/// <param name="Last">The last one.</param>
public sealed record NodeProgram(string Name, string Package, int First, int Last)
{
    /// <summary>The package of the community's repository that has crictl.</summary>
    public const string CriTools = "cri-tools";

    private const int Oldest = KubernetesRelease.OldestMinor;
    private const int Newest = KubernetesRelease.NewestMinor;

    // What kubeadm looks for in its preflight (InPathCheck in cmd/kubeadm/app/preflight), as an error or as a warning; measured
    // with an empty PATH for 1.30.14, 1.33.13, 1.34.4 and 1.37.2. Where it ends: conntrack kubernetes/kubernetes#126953; ip, iptables,
    // ethtool and tc #129131; socat #127151, picked to patches of 1.28 to 1.31.
    private static readonly NodeProgram[] All =
    [
        // kubeadm wants it up to 1.30; the checks of nodes ask containerd by it in any release.
        new("crictl", CriTools, Oldest, Newest),
        // kubeadm wants it up to 1.32; kube-proxy of older nodes, kubelet and CNI's portmap call it in any release.
        new("iptables", "iptables", Oldest, Newest),
        new("mount", "mount", Oldest, Newest),
        new("conntrack", "conntrack", Oldest, 31),
        new("socat", "socat", Oldest, 31),
        new("ip", "iproute2", Oldest, 32),
        new("tc", "iproute2", Oldest, 32),
        new("ethtool", "ethtool", Oldest, 32),
        new("nsenter", "util-linux", Oldest, 32),
        new("losetup", "mount", 33, Newest),
    ];

    /// <summary>The programs that nodes of a release need.</summary>
    public static IEnumerable<NodeProgram> Of(KubernetesRelease release) =>
        All.Where(program => program.First <= release.Minor && release.Minor <= program.Last);
}
