using System.Net;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>One machine of a cluster.</summary>
/// <param name="Name">Host name, an RFC 1123 label.</param>
/// <param name="Role">Name of the role file: which steps the node gets.</param>
/// <param name="Address">IPv4 address in the node network.</param>
/// <param name="Place">Where the node stands in the cluster file.</param>
public sealed record Node(string Name, string Role, IPAddress Address, Place Place)
{
    /// <summary>Name of the role whose nodes form the control plane.</summary>
    public const string ControlPlane = "control-plane";

    /// <summary>IPv6 address in the node network; null where it has none.</summary>
    public IPAddress? Address6 { get; init; }

    /// <summary>MAC address by which the network interface is found, in lower case; null where it is not given.</summary>
    public string? Mac { get; init; }

    /// <summary>Name by which the network interface is found, or beside a MAC address only checked; null where it is not given.</summary>
    public string? Interface { get; init; }

    /// <summary>Names of steps that this node gets beside those of its role.</summary>
    public IReadOnlyList<YamlScalar> ExtraSteps { get; init; } = [];

    /// <summary>Raw cloud-config for this node; null where there is none.</summary>
    public YamlMapping? ExtraUserData { get; init; }
}
