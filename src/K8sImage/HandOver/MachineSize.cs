using K8sImage.Clusters;

namespace K8sImage.HandOver;

/// <summary>What a node's machine is given at least (Kubernetes' documentation, "Installing kubeadm": 2 GiB, 2 processors).</summary>
/// <param name="Cpus">Processors.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
/// <param name="DiskGiB">Size of the disk in GiB.</param>
public sealed record MachineSize(int Cpus, int MemoryMiB, int DiskGiB)
{
    /// <summary>The size for a role: etcd and the API server ask for more than a worker's agents.</summary>
    public static MachineSize Of(string role) =>
        role == Node.ControlPlane ? new(2, 4096, 20) : new(2, 2048, 20);
}
