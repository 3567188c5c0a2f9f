using K8sImage.Clusters.Bootstrapping;
using K8sImage.Clusters.Images;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>What a cluster file says, defaults filled in.</summary>
public sealed record Cluster
{
    /// <summary>The cluster's name, which the directory of its output has too: lower-case letters, digits and hyphens (RFC 1123).</summary>
    public required string Name { get; init; }

    /// <summary>Name of the base image that the cluster's users run: a file of images/bases without its ending.</summary>
    public required string Base { get; init; }

    /// <summary>The Kubernetes release: major, minor and patch version.</summary>
    public required KubernetesRelease Kubernetes { get; init; }

    /// <summary>Tags of images that this cluster has in other versions than its kubeadm's own.</summary>
    public ImageTags ImageTags { get; init; } = new(null, null);

    /// <summary>The package repository of Kubernetes.</summary>
    public required KubernetesRepository Repository { get; init; }

    /// <summary>
    /// The mirror of the distribution's packages that nodes use, as in <c>http://mirror.example.org/debian/</c>; null for the
    /// one that the base image has.
    /// </summary>
    public string? PackageMirror { get; init; }

    /// <summary>
    /// The mirror of the distribution's security updates; null where they come from <see cref="PackageMirror"/> (Ubuntu) or
    /// stay where the base image has them (Debian, whose mirrors don't hold them).
    /// </summary>
    public string? SecurityMirror { get; init; }

    /// <summary>The HTTP proxy through which nodes fetch packages, as in <c>http://proxy.example.org:3142</c>; null for none.</summary>
    public string? PackageProxy { get; init; }

    /// <summary>The node, pod and service networks.</summary>
    public required ClusterNetwork Network { get; init; }

    /// <summary>Time zone and time synchronisation.</summary>
    public required TimeSettings Time { get; init; }

    /// <summary>Value of LANG.</summary>
    public required string Lang { get; init; }

    /// <summary>Value of LC_ALL, which is not set by default; null where it is not set.</summary>
    public string? LcAll { get; init; }

    /// <summary>Those of the two that libc does not bring along.</summary>
    public IEnumerable<string> GeneratedLocales =>
        new[] { Lang, LcAll }
            .OfType<string>()
            .Distinct()
            .Where(locale => !KnownLocales.IsBuiltIn(locale));

    /// <summary>Name of the administrator's account.</summary>
    public required string User { get; init; }

    /// <summary>Public keys that may log in, one <c>authorized_keys</c> line each. In the file also paths of .pub files.</summary>
    public required IReadOnlyList<string> AuthorizedKeys { get; init; }

    /// <summary>
    /// Names of other accounts that may log in or become root without a password, <c>root</c> among them; what makes them is
    /// extraUserData or a step of your own.
    /// </summary>
    public required IReadOnlyList<string> OtherUsers { get; init; }

    /// <summary>Full paths of the other files that were read: with SSH keys, a key's fingerprint, secrets.</summary>
    public required IReadOnlyList<string> OtherFiles { get; init; }

    /// <summary>Whether a swap file is deleted and not only turned off.</summary>
    public bool RemoveSwapFile { get; init; }

    /// <summary>Host name or address in front of the control planes, without a port; null where there is none.</summary>
    public string? ControlPlaneEndpoint { get; init; }

    /// <summary>
    /// What stands behind the endpoint, one of <see cref="Clusters.EndpointBehind.All"/>; null where the file does not say it: then a name
    /// leads to the first control plane.
    /// </summary>
    public string? EndpointBehind { get; init; }

    /// <summary>
    /// Directories with steps and roles of the cluster's own, as full paths. In the file each is relative to it, or begins with
    /// <c>~/</c>.
    /// </summary>
    public IReadOnlyList<YamlScalar> Steps { get; init; } = [];

    /// <summary>Names of steps that nodes get beside those of their role: here all nodes, in a role its nodes, in a node this one.</summary>
    public IReadOnlyList<YamlScalar> ExtraSteps { get; init; } = [];

    /// <summary>The same for the nodes of a role, by the role's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<YamlScalar>> RoleSteps { get; init; } =
        new Dictionary<string, IReadOnlyList<YamlScalar>>();

    /// <summary>How the nodes form the cluster by themselves; null where a person does that.</summary>
    public Bootstrap? Bootstrap { get; init; }

    /// <summary>Archives with container images that golden disks bring (docker-archive, as <c>docker save</c> writes them).</summary>
    public IReadOnlyList<ImageArchive> Images { get; init; } = [];

    /// <summary>Whether a step is turned off.</summary>
    public bool IsOff(string step) => DisabledSteps.Any(name => name.Text == step);

    /// <summary>Names of the steps that are turned off.</summary>
    public required IReadOnlyList<YamlScalar> DisabledSteps { get; init; }

    /// <summary>Raw cloud-config for every node, merged behind the steps; null where there is none.</summary>
    public YamlMapping? ExtraUserData { get; init; }

    /// <summary>Raw cloud-config for the nodes of a role, by the role's name.</summary>
    public required IReadOnlyDictionary<string, YamlMapping> RoleUserData { get; init; }

    /// <summary>The nodes in the file's order.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }

    /// <summary>The control plane that forms the cluster; the others and the workers join it.</summary>
    public Node FirstControlPlane => Nodes.First(node => node.Role == Node.ControlPlane);

    /// <summary>Where each value stands in the cluster file, by its path, as in <c>nodes[0].address</c>.</summary>
    public required IReadOnlyDictionary<string, Place> Places { get; init; }
}
