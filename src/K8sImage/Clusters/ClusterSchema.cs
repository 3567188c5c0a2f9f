using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Clusters.Images;
using K8sImage.Yaml.Schemas;
using static K8sImage.Yaml.Schemas.Schema;
using static K8sImage.Yaml.Schemas.SchemaKey;

namespace K8sImage.Clusters;

/// <summary>
/// The cluster file for editors: an entry for each key that <see cref="ClusterReader"/> takes. Tests compare the two.
/// </summary>
internal static partial class ClusterSchema
{
    public static JsonObject Document =>
        Schema.Document(
            "Cluster file of K8sImage",
            "What is particular to a cluster; what is not said is the guide's default.",
            Mapping(
                Of<Cluster>(nameof(Cluster.Name), Text(HostName.Label())) with
                {
                    IsNeeded = true,
                    Example = "lab",
                },
                Of<Cluster>(nameof(Cluster.Base), Text(ValueReader.BaseForm())) with
                {
                    Default = "ubuntu-24.04",
                },
                Of<Cluster>(
                    nameof(Cluster.Kubernetes),
                    AnyOf(Text(KubernetesRelease.Form()), Kubernetes)
                ) with
                {
                    Default = "1.33.0",
                },
                new("packages", "Where the distribution's packages come from.", Packages),
                Of<Cluster>(nameof(Cluster.Network), Network) with
                {
                    IsNeeded = true,
                },
                Of<Cluster>(nameof(Cluster.Time), Time),
                new("locale", "The system's locale.", Locale),
                new("ssh", "Who may log in.", Ssh),
                new("swap", "What becomes of swap.", Swap),
                Of<Cluster>(
                    nameof(Cluster.ControlPlaneEndpoint),
                    AnyOf(Text(HostOrAddress()), Endpoint)
                ) with
                {
                    Example = "k8s.example.org",
                },
                Of<Cluster>(nameof(Cluster.Steps), List(Text())) with
                {
                    Default = new JsonArray(),
                    Example = new JsonArray("my/cloud-init"),
                },
                ExtraSteps<Cluster>(nameof(Cluster.ExtraSteps)),
                Of<Cluster>(nameof(Cluster.Bootstrap), Bootstrap),
                Of<Cluster>(nameof(Cluster.Images), List(Text())) with
                {
                    Default = new JsonArray(),
                    Example = new JsonArray("images/kubernetes.tar"),
                },
                Of<Cluster>(nameof(Cluster.DisabledSteps), List(Text())) with
                {
                    Default = new JsonArray(),
                    Example = new JsonArray("kubeadm-init"),
                },
                Extra<Cluster>(nameof(Cluster.ExtraUserData)),
                Of<Cluster>(
                    nameof(Cluster.RoleUserData),
                    Open(
                        Mapping(
                            ExtraSteps<Cluster>(nameof(Cluster.RoleSteps)),
                            Extra<Cluster>(nameof(Cluster.RoleUserData))
                        )
                    ),
                    "roles"
                ),
                Of<Cluster>(nameof(Cluster.Nodes), List(Node, least: 1)) with
                {
                    IsNeeded = true,
                }
            )
        );

    private static JsonObject Endpoint =>
        Mapping(
            Of<Cluster>(nameof(Cluster.ControlPlaneEndpoint), Text(HostOrAddress()), "host") with
            {
                IsNeeded = true,
                Example = "k8s.example.org",
            },
            Of<Cluster>(nameof(Cluster.EndpointBehind), Choice(EndpointBehind.All), "behind") with
            {
                Example = EndpointBehind.External,
            }
        );

    private static JsonObject Kubernetes =>
        Mapping(
            Of<Cluster>(nameof(Cluster.Kubernetes), Text(KubernetesRelease.Form()), "version") with
            {
                IsNeeded = true,
                Example = "1.33.0",
            },
            Of<KubernetesRepository>(
                nameof(KubernetesRepository.Url),
                Text(WebAddress.DirectoryForm()),
                "repository"
            ) with
            {
                Example = "https://mirror.example.org/kubernetes/1.33/",
            },
            Of<KubernetesRepository>(
                nameof(KubernetesRepository.Key),
                Text(ValueReader.FingerprintOrPath()),
                "repositoryKey"
            ) with
            {
                Example = "DE15B14486CD377B9E876E1A234654DA9A296436",
            },
            new(
                "etcd",
                "etcd, where it has another version than kubeadm's own.",
                Mapping(
                    Of<ImageTags>(
                        nameof(ImageTags.Etcd),
                        Text(ValueReader.ImageTagForm()),
                        "imageTag"
                    ) with
                    {
                        Example = "3.5.24-0",
                    }
                )
            ),
            new(
                "dns",
                "CoreDNS, where it has another version than kubeadm's own.",
                Mapping(
                    Of<ImageTags>(
                        nameof(ImageTags.Dns),
                        Text(ValueReader.ImageTagForm()),
                        "imageTag"
                    ) with
                    {
                        Example = "v1.12.0",
                    }
                )
            )
        );

    private static JsonObject Bootstrap =>
        Mapping(
            Of<Bootstrap>(nameof(Bootstrapping.Bootstrap.SecretsPath), Text(), "secrets") with
            {
                IsNeeded = true,
                Example = "lab.secrets.yaml",
            },
            Of<Bootstrap>(
                nameof(Bootstrapping.Bootstrap.JoinWindow),
                Text(ValueReader.DurationForm())
            ) with
            {
                Default = "24h",
            },
            Of<Bootstrap>(
                nameof(Bootstrapping.Bootstrap.Timeout),
                Text(ValueReader.DurationForm())
            ) with
            {
                Default = "30m",
            }
        );

    private static JsonObject Packages =>
        Mapping(
            Of<Cluster>(
                nameof(Cluster.PackageMirror),
                Text(WebAddress.DirectoryForm()),
                "mirror"
            ) with
            {
                Example = "http://mirror.example.org/debian/",
            },
            Of<Cluster>(nameof(Cluster.SecurityMirror), Text(WebAddress.DirectoryForm())) with
            {
                Example = "http://mirror.example.org/debian-security/",
            },
            Of<Cluster>(nameof(Cluster.PackageProxy), Text(WebAddress.ProxyForm()), "proxy") with
            {
                Example = "http://proxy.example.org:3142",
            }
        );

    private static JsonObject Network =>
        Mapping(
            Of<ClusterNetwork>(nameof(ClusterNetwork.Gateway), Text(V4())) with
            {
                IsNeeded = true,
                Example = "192.168.218.2",
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Prefix), Integer(1, 30)) with
            {
                Default = 24,
            },
            Of<ClusterNetwork>(
                nameof(ClusterNetwork.Nameservers),
                List(Text(Address()), least: 1)
            ) with
            {
                Default = new JsonArray("8.8.8.8", "8.8.4.4"),
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Search), List(Text(HostOrAddress()))) with
            {
                Default = new JsonArray(),
                Example = new JsonArray("lab.example.org"),
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Pods), Text(Cidr())) with
            {
                Default = "10.244.0.0/16",
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Services), Text(Cidr())) with
            {
                Default = "10.96.0.0/12",
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Gateway6), Text(V6())) with
            {
                Example = "fd00:218::1",
            },
            Of<ClusterNetwork>(nameof(ClusterNetwork.Prefix6), Integer(1, 127)) with
            {
                Default = 64,
            },
            Of<ClusterNetwork>(
                nameof(ClusterNetwork.PodNetwork),
                Choice(ClusterNetwork.PodNetworks)
            ) with
            {
                Default = "none",
            }
        );

    private static JsonObject Time =>
        Mapping(
            Of<TimeSettings>(nameof(TimeSettings.Zone), Text(TimeZoneName.Form())) with
            {
                Default = "Asia/Shanghai",
            },
            Of<TimeSettings>(nameof(TimeSettings.Server), Text(HostOrAddress())) with
            {
                Default = "time1.aliyun.com",
            },
            Of<TimeSettings>(nameof(TimeSettings.Method), Choice(TimeSettings.Methods)) with
            {
                Default = "cron",
            },
            Of<TimeSettings>(nameof(TimeSettings.Schedule), Text(CronSchedule.Form())) with
            {
                Default = "0 0 * * *",
            }
        );

    private static JsonObject Locale =>
        Mapping(
            Of<Cluster>(nameof(Cluster.Lang), Text(ValueReader.LocaleName())) with
            {
                Default = "C.UTF-8",
            },
            Of<Cluster>(nameof(Cluster.LcAll), Text(ValueReader.LocaleName())) with
            {
                Example = "C.UTF-8",
            }
        );

    private static JsonObject Ssh =>
        Mapping(
            Of<Cluster>(nameof(Cluster.User), Text(ValueReader.UserName())) with
            {
                Default = "k8s",
            },
            Of<Cluster>(nameof(Cluster.AuthorizedKeys), List(Text())) with
            {
                Default = new JsonArray(),
                Example = new JsonArray("~/.ssh/id_ed25519.pub"),
            },
            Of<Cluster>(nameof(Cluster.OtherUsers), List(Text(ValueReader.UserName()))) with
            {
                Default = new JsonArray(),
                Example = new JsonArray("backup-operator"),
            }
        );

    private static JsonObject Swap =>
        Mapping(
            Of<Cluster>(nameof(Cluster.RemoveSwapFile), Boolean(), "removeFile") with
            {
                Default = false,
            }
        );

    private static JsonObject Node =>
        Mapping(
            Of<Node>(nameof(Clusters.Node.Name), Text(HostName.Label())) with
            {
                IsNeeded = true,
                Example = "k8s-master",
            },
            Of<Node>(nameof(Clusters.Node.Role), Text(HostName.Label())) with
            {
                IsNeeded = true,
                Example = "control-plane",
            },
            Of<Node>(nameof(Clusters.Node.Address), Text(V4())) with
            {
                IsNeeded = true,
                Example = "192.168.218.10",
            },
            Of<Node>(nameof(Clusters.Node.Address6), Text(V6())) with
            {
                Example = "fd00:218::10",
            },
            Of<Node>(nameof(Clusters.Node.Mac), Text(MacAddress.Form())) with
            {
                Example = "52:54:00:0a:0b:0c",
            },
            Of<Node>(nameof(Clusters.Node.Interface), Text(ValueReader.InterfaceName())) with
            {
                Example = "ens33",
            },
            ExtraSteps<Node>(nameof(Clusters.Node.ExtraSteps)),
            Extra<Node>(nameof(Clusters.Node.ExtraUserData))
        );

    private static SchemaKey ExtraSteps<T>(string property) =>
        Of<T>(property, List(Text()), "extraSteps") with
        {
            Default = new JsonArray(),
            Example = new JsonArray("ipvs"),
        };

    private static SchemaKey Extra<T>(string property) =>
        Of<T>(property, Open(), "extraUserData") with
        {
            Example = new JsonObject { ["package_upgrade"] = true },
        };

    // Wider than what the reader lets through: an editor need not tell which number of an address is too large.
    [GeneratedRegex(@"\A[0-9]{1,3}(\.[0-9]{1,3}){3}\z")]
    private static partial Regex V4();

    [GeneratedRegex(@"\A[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\z")]
    private static partial Regex V6();

    [GeneratedRegex(@"\A[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*\z")]
    private static partial Regex Address();

    [GeneratedRegex(@"\A[0-9A-Fa-f.:]+/[0-9]{1,3}\z")]
    private static partial Regex Cidr();

    [GeneratedRegex(@"\A[0-9A-Fa-f.:]*:[0-9A-Fa-f.:]*\z|\A[a-z0-9.-]{1,253}\z")]
    private static partial Regex HostOrAddress();
}
