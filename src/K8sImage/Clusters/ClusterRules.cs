using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Clusters;

/// <summary>What a cluster file must keep to.</summary>
public static class ClusterRules
{
    /// <summary>Names are RFC 1123 labels.</summary>
    public static readonly Rule Name = Error("K8S101", "Names are RFC 1123 labels");

    /// <summary>Addresses are IP addresses.</summary>
    public static readonly Rule Address = Error("K8S102", "Addresses are IP addresses");

    /// <summary>Networks are in CIDR notation.</summary>
    public static readonly Rule Network = Error("K8S103", "Networks are in CIDR notation");

    /// <summary>MAC addresses are unicast, six bytes.</summary>
    public static readonly Rule Mac = Error("K8S104", "MAC addresses are unicast, six bytes");

    /// <summary>Interface names fit the Linux kernel.</summary>
    public static readonly Rule Interface = Error("K8S105", "Interface names fit the Linux kernel");

    /// <summary>Time zones exist.</summary>
    public static readonly Rule TimeZone = Error("K8S106", "Time zones exist");

    /// <summary>Schedules are five crontab fields.</summary>
    public static readonly Rule Schedule = Error("K8S107", "Schedules are five crontab fields");

    /// <summary>The Kubernetes release is known here.</summary>
    public static readonly Rule Kubernetes = Error(
        "K8S108",
        "The Kubernetes release is known here"
    );

    /// <summary>SSH keys are public keys.</summary>
    public static readonly Rule SshKey = Error("K8S109", "SSH keys are public keys");

    /// <summary>Host names are host names.</summary>
    public static readonly Rule HostName = Error("K8S110", "Host names are host names");

    /// <summary>A choice is one of those offered.</summary>
    public static readonly Rule Choice = Error("K8S111", "A choice is one of those offered");

    /// <summary>Locale names are locale names.</summary>
    public static readonly Rule Locale = Error("K8S112", "Locale names are locale names");

    /// <summary>User names are user names.</summary>
    public static readonly Rule User = Error("K8S113", "User names are user names");

    /// <summary>Base images are named like files.</summary>
    public static readonly Rule Base = Error("K8S114", "Base images are named like files");

    /// <summary>Repositories and proxies are web addresses.</summary>
    public static readonly Rule WebAddress = Error(
        "K8S115",
        "Repositories and proxies are web addresses"
    );

    /// <summary>OpenPGP keys are named by their fingerprints.</summary>
    public static readonly Rule Fingerprint = Error(
        "K8S116",
        "OpenPGP keys are named by their fingerprints"
    );

    /// <summary>What names one node is used once.</summary>
    public static readonly Rule Doubled = Error("K8S120", "What names one node is used once");

    /// <summary>Addresses of nodes lie in the node network.</summary>
    public static readonly Rule Outside = Error("K8S121", "Nodes lie in the node network");

    /// <summary>Networks do not overlap.</summary>
    public static readonly Rule Overlap = Error("K8S122", "Networks do not overlap");

    /// <summary>A cluster has a control plane.</summary>
    public static readonly Rule NoControlPlane = Error("K8S123", "A cluster has a control plane");

    /// <summary>Several control planes have one endpoint.</summary>
    public static readonly Rule NoEndpoint = Error(
        "K8S124",
        "Several control planes have one endpoint"
    );

    /// <summary>IPv6 is given for all nodes or for none.</summary>
    public static readonly Rule Families = Error(
        "K8S125",
        "IPv6 is given for all nodes or for none"
    );

    /// <summary>Someone can log in.</summary>
    public static readonly Rule NobodyCanLogIn = Warning("K8S130", "Someone can log in");

    /// <summary>etcd's members are odd in number.</summary>
    public static readonly Rule EvenControlPlanes = Warning(
        "K8S131",
        "Control planes are odd in number"
    );

    /// <summary>The Kubernetes release exists.</summary>
    public static readonly Rule NoSuchRelease = Error("K8S132", "The Kubernetes release exists");

    /// <summary>The Kubernetes release still gets fixes.</summary>
    public static readonly Rule EndOfLife = Warning(
        "K8S133",
        "The Kubernetes release still gets fixes"
    );

    /// <summary>The Kubernetes release has packages.</summary>
    public static readonly Rule NotPackaged = Warning(
        "K8S134",
        "The Kubernetes release has packages"
    );

    /// <summary>Addresses and networks are ones that machines can have.</summary>
    public static readonly Rule Special = Error(
        "K8S135",
        "Addresses and networks are ones that machines can have"
    );

    /// <summary>Pods and services have IPv4 networks.</summary>
    public static readonly Rule NotIPv4 = Error("K8S136", "Pods and services have IPv4 networks");

    /// <summary>IPv6 servers can be reached from the nodes.</summary>
    public static readonly Rule Unreachable = Error(
        "K8S137",
        "IPv6 servers can be reached from the nodes"
    );

    /// <summary>The pod network has a part for each node.</summary>
    public static readonly Rule PodNetwork = Error(
        "K8S138",
        "The pod network has a part for each node"
    );

    /// <summary>The service network has a size that Kubernetes takes.</summary>
    public static readonly Rule ServiceNetwork = Error(
        "K8S139",
        "The service network has a size that Kubernetes takes"
    );

    /// <summary>The endpoint is no single node.</summary>
    public static readonly Rule Endpoint = Error("K8S140", "The endpoint is no single node");

    /// <summary>Names are not taken on every machine.</summary>
    public static readonly Rule Taken = Error("K8S141", "Names are not taken on every machine");

    /// <summary>A router that serves names is the nodes' own.</summary>
    public static readonly Rule ForeignNameserver = Warning(
        "K8S142",
        "A router that serves names is the nodes' own"
    );

    /// <summary>LC_ALL is not set.</summary>
    public static readonly Rule LcAll = Warning("K8S143", "LC_ALL is not set");

    /// <summary>Paths in extra user-data are whole.</summary>
    public static readonly Rule Path = Error("K8S144", "Paths in extra user-data are whole");

    /// <summary>Files of extra user-data outlast a restart.</summary>
    public static readonly Rule PassingPath = Warning(
        "K8S145",
        "Files of extra user-data outlast a restart"
    );

    /// <summary>The cluster's secrets are there, and know its nodes.</summary>
    public static readonly Rule SecretsMissing = Error(
        "K8S184",
        "The cluster's secrets are there, and know its nodes"
    );

    /// <summary>Only their owner can read the cluster's secrets.</summary>
    public static readonly Rule SecretsOpen = Error(
        "K8S185",
        "Only their owner can read the cluster's secrets"
    );

    /// <summary>The file of the secrets is whole.</summary>
    public static readonly Rule SecretsDamaged = Error(
        "K8S186",
        "The file of the secrets is whole"
    );

    /// <summary>Each cluster has secrets of its own.</summary>
    public static readonly Rule SecretsOther = Error(
        "K8S187",
        "Each cluster has secrets of its own"
    );

    /// <summary>Archives of container images can be read.</summary>
    public static readonly Rule Images = Error(
        "K8S188",
        "Archives of container images can be read"
    );

    /// <summary>A length of time is written in hours or minutes.</summary>
    public static readonly Rule Duration = Error(
        "K8S189",
        "A length of time is written in hours or minutes"
    );

    /// <summary>The tag of a container image has its form.</summary>
    public static readonly Rule ImageTag = Error(
        "K8S190",
        "The tag of a container image has its form"
    );

    /// <summary>The day of a schedule comes.</summary>
    public static readonly Rule NeverComes = Error("K8S146", "The day of a schedule comes");

    /// <summary>The administrator's account is a new one.</summary>
    public static readonly Rule SystemAccount = Error(
        "K8S147",
        "The administrator's account is a new one"
    );

    /// <summary>Bases have the time zone.</summary>
    public static readonly Rule LegacyZone = Error("K8S148", "Bases have the time zone");

    /// <summary>Locales exist.</summary>
    public static readonly Rule UnknownLocale = Error("K8S149", "Locales exist");

    /// <summary>Names are not read as addresses.</summary>
    public static readonly Rule NumberAsName = Error("K8S150", "Names are not read as addresses");

    /// <summary>Servers lie outside of the networks that Kubernetes makes.</summary>
    public static readonly Rule InsideCluster = Error(
        "K8S151",
        "Servers lie outside of the pod and service networks"
    );

    /// <summary>Servers have addresses of hosts.</summary>
    public static readonly Rule NoHost = Error("K8S152", "Servers have addresses of hosts");

    /// <summary>The endpoint is not the gateway.</summary>
    public static readonly Rule EndpointIsGateway = Warning(
        "K8S153",
        "The endpoint is not the gateway"
    );

    /// <summary>MAC addresses are those of guests.</summary>
    public static readonly Rule HostMac = Error("K8S154", "MAC addresses are those of guests");

    /// <summary>kubelet takes the addresses that a node has.</summary>
    public static readonly Rule TwoAddresses = Error(
        "K8S156",
        "kubelet takes the addresses that nodes have"
    );

    /// <summary>The file says what stands behind the endpoint.</summary>
    public static readonly Rule EndpointBehind = Warning(
        "K8S157",
        "It is said what stands behind the endpoint"
    );

    /// <summary>There is a name server.</summary>
    public static readonly Rule NoNameserver = Error("K8S155", "There is a name server");
}
