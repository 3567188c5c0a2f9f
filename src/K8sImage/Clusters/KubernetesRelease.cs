using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sImage.Clusters;

/// <summary>A Kubernetes release, and what else has to fit to it.</summary>
/// <param name="Minor">Minor version; the major version is 1.</param>
/// <param name="Patch">Patch version.</param>
public sealed partial record KubernetesRelease(int Minor, int Patch)
{
    /// <summary>The oldest minor version whose kubeadm configuration is known here.</summary>
    public const int OldestMinor = 20;

    /// <summary>The newest minor version whose kubeadm configuration is known here.</summary>
    public const int NewestMinor = 37;

    /// <summary>The oldest minor version in the community's package repository (pkgs.k8s.io).</summary>
    public const int OldestPackagedMinor = 24;

    /// <summary>The oldest minor version whose kubelet takes an IPv4 and an IPv6 address (<c>--node-ip</c>) as it comes.</summary>
    public const int OldestDualStackMinor = 21;

    // The pause image that kubeadm of each minor version asks for: PauseVersion in cmd/kubeadm/app/constants.
    private static readonly Dictionary<int, string> PauseVersions = new()
    {
        [20] = "3.2",
        [21] = "3.4.1",
        [22] = "3.5",
        [23] = "3.6",
        [24] = "3.7",
        [25] = "3.8",
        [26] = "3.9",
        [27] = "3.9",
        [28] = "3.9",
        [29] = "3.9",
        [30] = "3.9",
        [31] = "3.10",
        [32] = "3.10",
        [33] = "3.10",
        [34] = "3.10.1",
        [35] = "3.10.1",
        [36] = "3.10.2",
        [37] = "3.10.2",
    };

    /// <summary>Major, minor and patch version: <c>1.33.0</c>.</summary>
    public string Version => $"1.{Minor}.{Patch}";

    /// <summary>Major and minor version: <c>1.33</c>.</summary>
    public string MinorVersion => $"1.{Minor}";

    /// <summary>
    /// API version of kubeadm's configuration that this release's kubeadm reads without a warning of deprecation.
    /// </summary>
    public string KubeadmApi =>
        "kubeadm.k8s.io/"
        + Minor switch
        {
            <= 21 => "v1beta2",
            <= 30 => "v1beta3",
            _ => "v1beta4",
        };

    /// <summary>The sandbox (pause) image that this release's kubeadm expects the container runtime to use.</summary>
    public string SandboxImage =>
        // Up to 1.24 kubeadm's default registry was the old one.
        (Minor < 25 ? "k8s.gcr.io" : "registry.k8s.io")
        + "/pause:"
        + PauseVersions[Minor];

    /// <summary>Whether its kubelet takes an IPv4 and an IPv6 address as it comes.</summary>
    public bool TakesTwoNodeAddresses => Minor >= OldestDualStackMinor;

    /// <summary>Reads <c>1.33.0</c>; null if the text is no such version or one out of range.</summary>
    public static KubernetesRelease? Parse(string text)
    {
        var match = Form().Match(text);
        return
            match.Success
            && Number(match.Groups[1]) is >= OldestMinor and <= NewestMinor and var minor
            ? new KubernetesRelease(minor, Number(match.Groups[2]))
            : null;
    }

    private static int Number(Group digits) =>
        int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A1\.([1-9][0-9]|0)\.(0|[1-9][0-9]{0,2})\z")]
    internal static partial Regex Form();
}
