using System.Net;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Clusters.Checks;
using K8sImage.Clusters.Images;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>Reads a cluster file: defaults filled in, everything that is wrong said at once.</summary>
public sealed class ClusterReader
{
    // "Creating a cluster with kubeadm", kubeadm's skew against kubeadm.
    private static readonly Dictionary<string, string> NodeHints = new(StringComparer.Ordinal)
    {
        ["kubernetes"] =
            "leave it out: all nodes have the cluster's release, for kubeadm joins a node with the release that made the cluster",
    };

    private readonly FindingCollection _findings;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly ValueReader _values;
    private readonly string _directory;
    private readonly NamedFiles _files;

    private ClusterReader(string directory, FindingCollection findings)
    {
        _directory = directory;
        _files = new NamedFiles(directory);
        _findings = findings;
        _values = new ValueReader(findings, _places);
    }

    /// <summary>Reads a cluster file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="shownAs">The file's name in findings.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The cluster; null if the findings have errors.</returns>
    /// <param name="withSecrets">Whether the secrets of its bootstrap are read: the target that makes them does without.</param>
    public static Cluster? ReadFile(
        string path,
        string shownAs,
        FindingCollection findings,
        bool withSecrets = true
    )
    {
        var root = YamlReader.ReadFile(path, shownAs, findings);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        return Read(root, directory, findings, withSecrets);
    }

    /// <summary>Reads a cluster file's tree.</summary>
    /// <param name="root">The tree; null if it could not be read.</param>
    /// <param name="directory">Where relative paths of SSH keys begin.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The cluster; null if the findings have errors.</returns>
    /// <param name="withSecrets">Whether the secrets of its bootstrap are read.</param>
    public static Cluster? Read(
        YamlNode? root,
        string directory,
        FindingCollection findings,
        bool withSecrets = true
    )
    {
        if (MappingReader.OfRoot(root, "a cluster file", findings) is not { } reader)
        {
            return null;
        }
        var cluster = new ClusterReader(directory, findings);
        var read = cluster.Read(reader, withSecrets);
        ClusterChecks.Check(new ReadCluster(read, cluster._values.Unread, reader.Place), findings);
        return findings.HasErrors ? null : read;
    }

    private Cluster Read(MappingReader file, bool withSecrets)
    {
        var name = _values.Label(file, "name", requiredAs: "lab");
        var baseName = _values.BaseName(file, "base") ?? "ubuntu-24.04";
        var (kubernetes, repository, tags) = Kubernetes(file);
        var (endpoint, behind) = Endpoint(file);
        var packages = file.Reader("packages");
        var network = Network(file);
        var time = Time(file.Reader("time"));
        var locale = file.Reader("locale");
        var ssh = file.Reader("ssh");
        var swap = file.Reader("swap");
        _values.Note(ssh, "authorizedKeys");
        var keys = new SshKeyReader(_directory, _findings);
        var bootstrapReader = new BootstrapReader(_files, _values, _findings);
        var bootstrap = bootstrapReader.Read(file, withSecrets);
        var cluster = new Cluster
        {
            Name = name ?? "",
            Base = baseName,
            Kubernetes = kubernetes,
            Repository = repository,
            ImageTags = tags,
            PackageMirror = _values.Directory(
                packages,
                "mirror",
                "http://mirror.example.org/debian/"
            ),
            SecurityMirror = _values.Directory(
                packages,
                "securityMirror",
                "http://mirror.example.org/debian-security/"
            ),
            PackageProxy = _values.Proxy(packages, "proxy"),
            Network = network,
            Time = time,
            Lang = _values.Locale(locale, "lang") ?? "C.UTF-8",
            LcAll = _values.Locale(locale, "lcAll"),
            User = _values.User(ssh, "user") ?? "k8s",
            AuthorizedKeys = keys.Read(ssh),
            OtherUsers = _values.OtherUsers(ssh),
            OtherFiles = [.. keys.Files, .. _files.Read],
            RemoveSwapFile = _values.Boolean(swap, "removeFile") ?? false,
            ControlPlaneEndpoint = endpoint,
            EndpointBehind = behind,
            Steps = StepDirectories(file.TextList("steps"), _directory),
            ExtraSteps = file.TextList("extraSteps"),
            Bootstrap = bootstrap,
            Images = Images(file),
            DisabledSteps = file.TextList("disabledSteps"),
            ExtraUserData = ExtraUserData(file),
            RoleUserData = Roles(file.Reader("roles"), out var roleSteps),
            RoleSteps = roleSteps,
            Nodes = Nodes(file),
            Places = _places,
        };
        packages?.RefuseOthers();
        locale?.RefuseOthers();
        ssh?.RefuseOthers();
        swap?.RefuseOthers();
        file.RefuseOthers();
        bootstrapReader.Check(cluster, file.Take("bootstrap")?.Place ?? file.Place);
        var givenKeys = ssh?.Take("authorizedKeys");
        if (givenKeys is null or YamlSequence { Items.Count: 0 })
        {
            _findings.Add(
                ClusterRules.NobodyCanLogIn.At(
                    givenKeys?.Place ?? ssh?.Place ?? file.Place,
                    "no SSH key is given, so nobody can log in to the nodes",
                    "add ssh: { authorizedKeys: [~/.ssh/id_ed25519.pub] }"
                )
            );
        }
        return cluster;
    }

    // The version alone, or a mapping of it and of where its packages come from.
    private (KubernetesRelease, KubernetesRepository, ImageTags) Kubernetes(MappingReader file)
    {
        var reader = file.Take("kubernetes") is YamlMapping ? file.Reader("kubernetes") : null;
        var release =
            (
                reader is null
                    ? _values.Release(file, "kubernetes")
                    : _values.Release(reader, "version", requiredAs: "1.33.0")
            ) ?? new KubernetesRelease(33, 0);
        var community = KubernetesRepository.OfCommunity(release);
        if (reader is null)
        {
            _values.Alias("kubernetes", "kubernetes.version");
            return (release, community, new ImageTags(null, null));
        }
        var repository = new KubernetesRepository(
            _values.Directory(reader, "repository", community.Url) ?? community.Url,
            _values.Fingerprint(reader, "repositoryKey", _files) ?? community.Key
        );
        var tags = new ImageTags(ImageTag(reader, "etcd"), ImageTag(reader, "dns"));
        reader.RefuseOthers();
        return (release, repository, tags);
    }

    // The host alone, or a mapping of it and of what stands behind it.
    private (string? Host, string? Behind) Endpoint(MappingReader file)
    {
        const string Key = "controlPlaneEndpoint";
        if (file.Take(Key) is not YamlMapping)
        {
            return (_values.HostOrAddress(file, Key), null);
        }
        var reader = file.Reader(Key);
        var host = _values.HostOrAddress(reader, "host");
        if (reader!.Take("host") is null)
        {
            reader.Miss("host", "is missing", "k8s.example.org");
            _values.Lose(Key);
        }
        _values.Alias($"{Key}.host", Key);
        var behind = _values.Choice(reader, "behind", EndpointBehind.All);
        reader.RefuseOthers();
        return (host, behind);
    }

    private string? ImageTag(MappingReader kubernetes, string component)
    {
        var reader = kubernetes.Reader(component);
        var tag = _values.ImageTag(reader, "imageTag");
        reader?.RefuseOthers();
        return tag;
    }

    private List<ImageArchive> Images(MappingReader file)
    {
        List<ImageArchive> archives = [];
        _values.Note(file, "images");
        foreach (var path in file.TextList("images"))
        {
            try
            {
                archives.Add(ImageArchive.Read(_files.Find(path)));
            }
            catch (Exception e)
                when (e
                        is IOException
                            or UnauthorizedAccessException
                            or ArgumentException
                            or InvalidDataException
                )
            {
                _findings.Add(
                    ClusterRules.Images.At(
                        path.Place,
                        // A text file ends within what would be a tar's first entry.
                        e is InvalidDataException or EndOfStreamException
                            ? $"'{Shown.Short(path.Text)}' is not an archive of container images: {(e is EndOfStreamException ? "it is no tar" : e.Message)}"
                            : $"the archive '{Shown.Short(path.Text)}' can't be read",
                        "name a file that docker save, skopeo (docker-archive:) or ctr images export has written; "
                            + "paths begin where the cluster file lies"
                    )
                );
            }
        }
        return archives;
    }

    private ClusterNetwork Network(MappingReader file)
    {
        var network = file.Reader("network");
        if (network is null)
        {
            _values.Lose("network.gateway");
            if (file.Take("network") is null)
            {
                file.Miss("network", "is missing", "{ gateway: 192.168.218.2 }");
            }
        }
        var read = new ClusterNetwork(
            _values.Address(network, "gateway", v6: false, requiredAs: "192.168.218.2")
                ?? IPAddress.Any,
            _values.Integer(network, "prefix", 1, 30) ?? 24,
            _values.Addresses(network, "nameservers")
                ?? [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("8.8.4.4")],
            _values.HostNames(network, "search"),
            _values.Network(network, "pods", "10.244.0.0/16"),
            _values.Network(network, "services", "10.96.0.0/12"),
            _values.Address(network, "gateway6", v6: true),
            _values.Integer(network, "prefix6", 1, 127) ?? 64,
            _values.Choice(network, "podNetwork", ClusterNetwork.PodNetworks)
                ?? ClusterNetwork.PodNetworks[0]
        );
        network?.RefuseOthers();
        return read;
    }

    private TimeSettings Time(MappingReader? time)
    {
        var read = new TimeSettings(
            _values.TimeZone(time, "zone") ?? "Asia/Shanghai",
            _values.HostOrAddress(time, "server") ?? "time1.aliyun.com",
            _values.Schedule(time, "schedule") ?? "0 0 * * *",
            _values.Choice(time, "method", TimeSettings.Methods) ?? TimeSettings.Methods[0]
        );
        time?.RefuseOthers();
        return read;
    }

    /// <summary>The full paths of directories that a cluster file names.</summary>
    /// <param name="named">What it names.</param>
    /// <param name="directory">Directory of the cluster file.</param>
    internal static YamlScalar[] StepDirectories(IEnumerable<YamlScalar> named, string directory) =>
        // What no path can hold is kept: the finding on it names it.
        [
            .. named.Select(each =>
                each.Text.Length == 0 || each.Text.Contains('\0', StringComparison.Ordinal)
                    ? each
                    : each with
                    {
                        Text = SshKeyReader.FullPath(each.Text, directory),
                    }
            ),
        ];

    private Dictionary<string, YamlMapping> Roles(
        MappingReader? roles,
        out Dictionary<string, IReadOnlyList<YamlScalar>> steps
    )
    {
        var extra = new Dictionary<string, YamlMapping>(StringComparer.Ordinal);
        steps = new Dictionary<string, IReadOnlyList<YamlScalar>>(StringComparer.Ordinal);
        foreach (var role in roles?.Keys ?? [])
        {
            if (roles!.Reader(role) is { } reader)
            {
                // Also where it says nothing: a role that does not exist must not go unnoticed.
                extra.Add(role, ExtraUserData(reader) ?? new YamlMapping(reader.Place, []));
                steps.Add(role, reader.TextList("extraSteps"));
                reader.RefuseOthers();
            }
        }
        return extra;
    }

    private List<Node> Nodes(MappingReader file)
    {
        var nodes = new List<Node>();
        var items = file.List("nodes");
        if (items.Count == 0 && file.Take("nodes") is null or YamlSequence)
        {
            file.Miss(
                "nodes",
                "is missing or empty",
                "with - { name: k8s-master, role: control-plane, address: 192.168.218.10 }"
            );
        }
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping mapping)
            {
                nodes.Add(Node(new MappingReader(mapping, _findings, $"nodes[{i}].")));
            }
            else
            {
                nodes.Add(Lost(i, items[i].Place));
                _findings.Add(
                    YamlRules.WrongType.At(
                        items[i].Place,
                        $"a node is a mapping, this is {items[i].KindName}",
                        "write { name: …, role: …, address: … }"
                    )
                );
            }
        }
        return nodes;
    }

    // Keeps the place of a node in the list, of which nothing is known.
    private Node Lost(int index, Place place)
    {
        foreach (var key in (string[])["name", "role", "address", "address6", "mac"])
        {
            _values.Lose(ReadCluster.PathOf(index, key));
        }
        return new Node("", "", IPAddress.Any, place);
    }

    private Node Node(MappingReader node)
    {
        var name = _values.NodeName(node, "name", requiredAs: "k8s-node1");
        var role = _values.Label(node, "role", requiredAs: "worker, or control-plane");
        var address = _values.Address(node, "address", v6: false, requiredAs: "192.168.218.11");
        var read = new Node(name ?? "", role ?? "", address ?? IPAddress.Any, node.Place)
        {
            Address6 = _values.Address(node, "address6", v6: true),
            Mac = _values.Mac(node, "mac"),
            Interface = _values.Interface(node, "interface"),
            ExtraSteps = node.TextList("extraSteps"),
            ExtraUserData = ExtraUserData(node),
        };
        node.RefuseOthers(NodeHints);
        return read;
    }

    private YamlMapping? ExtraUserData(MappingReader reader)
    {
        var extra = reader.Mapping("extraUserData");
        if (extra is not null)
        {
            PassedThrough.Check(extra, _findings);
            UserDataPaths.Check(extra, _findings);
        }
        return extra;
    }
}
