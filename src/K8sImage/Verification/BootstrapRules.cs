using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Verification;

/// <summary>
/// Why a node has not become a member of its cluster: the codes that the step bootstrap says on the node's console, in its log and in
/// /run/k8simage-bootstrap.
/// </summary>
internal static class BootstrapRules
{
    /// <summary>The node's clock fits the cluster's certificates.</summary>
    public static readonly Rule Clock = Error(
        "K8S661",
        "The node's clock fits the cluster's certificates"
    );

    /// <summary>The control plane's endpoint answers.</summary>
    public static readonly Rule NoRoute = Error("K8S662", "The control plane's endpoint answers");

    /// <summary>Something serves at the control plane's endpoint.</summary>
    public static readonly Rule Refused = Error(
        "K8S663",
        "Something serves at the control plane's endpoint"
    );

    /// <summary>The node and the control plane are of one bake.</summary>
    public static readonly Rule OtherAuthority = Error(
        "K8S664",
        "The node and the control plane have the same secrets"
    );

    /// <summary>The control plane knows the node's token.</summary>
    public static readonly Rule Token = Error("K8S665", "The control plane knows the node's token");

    /// <summary>The node's name is free.</summary>
    public static readonly Rule NameTaken = Error("K8S666", "The node's name is free");

    /// <summary>The images are there, or can be pulled.</summary>
    public static readonly Rule ImageMissing = Error(
        "K8S667",
        "The images are there, or can be pulled"
    );

    /// <summary>The sandbox image is there.</summary>
    public static readonly Rule SandboxMissing = Error("K8S668", "The sandbox image is there");

    /// <summary>containerd serves what kubeadm asks.</summary>
    public static readonly Rule Runtime = Error("K8S669", "containerd serves what kubeadm asks");

    /// <summary>The CNI plugins are there.</summary>
    public static readonly Rule PluginMissing = Error("K8S670", "The CNI plugins are there");

    /// <summary>The kubelet runs.</summary>
    public static readonly Rule Kubelet = Error("K8S671", "The kubelet runs");

    /// <summary>etcd is fast enough.</summary>
    public static readonly Rule EtcdSlow = Error("K8S672", "etcd is fast enough");

    /// <summary>The control plane's ports are free.</summary>
    public static readonly Rule PortTaken = Error("K8S673", "The control plane's ports are free");

    /// <summary>The cluster's certificates are still valid.</summary>
    public static readonly Rule Expired = Error(
        "K8S674",
        "The cluster's certificates are still valid"
    );

    /// <summary>The cluster has a pod network.</summary>
    public static readonly Rule NoPodNetwork = Error("K8S675", "The cluster has a pod network");

    /// <summary>kubeadm succeeds.</summary>
    public static readonly Rule Other = Error("K8S676", "kubeadm succeeds");

    /// <summary>All of them by code.</summary>
    public static readonly IReadOnlyDictionary<string, Rule> ByCode = new[]
    {
        Clock,
        NoRoute,
        Refused,
        OtherAuthority,
        Token,
        NameTaken,
        ImageMissing,
        SandboxMissing,
        Runtime,
        PluginMissing,
        Kubelet,
        EtcdSlow,
        PortTaken,
        Expired,
        NoPodNetwork,
        Other,
    }.ToDictionary(rule => rule.Code, StringComparer.Ordinal);
}
