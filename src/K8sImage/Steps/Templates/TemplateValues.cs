using System.Globalization;
using Fluid;
using Fluid.Values;
using K8sImage.Clusters;
using K8sImage.Clusters.Bootstrapping;

namespace K8sImage.Steps.Templates;

/// <summary>The values that templates can name: the cluster file's, under the cluster file's names.</summary>
internal sealed class TemplateValues
{
    /// <summary>Names of values that differ from node to node.</summary>
    public static readonly IReadOnlySet<string> PerNodeNames = new HashSet<string>
    {
        "node",
        "steps",
        "checks",
        "clusterChecks",
    };

    private static readonly string[] ClusterNames =
    [
        "cluster",
        "kubernetes",
        "packages",
        "network",
        "time",
        "locale",
        "ssh",
        "swap",
        "bootstrap",
        "images",
        "nodes",
        "disabledSteps",
    ];

    /// <summary>Names of all values.</summary>
    public static readonly IReadOnlyList<string> Names = [.. ClusterNames, .. PerNodeNames];

    private readonly Dictionary<string, FluidValue> _cluster;
    private readonly Dictionary<string, FluidValue> _nodes;

    public TemplateValues(Cluster cluster)
    {
        var tokens = cluster.Bootstrap?.Secrets?.Tokens;
        _nodes = cluster.Nodes.ToDictionary(
            node => node.Name,
            FluidValue (node) => Of(node, tokens?.GetValueOrDefault(node.Name)),
            StringComparer.Ordinal
        );
        var network = cluster.Network;
        var first = cluster.FirstControlPlane.Address.ToString();
        NodeProgram[] programs = [.. NodeProgram.Of(cluster.Kubernetes)];
        // Of the distribution: those of Kubernetes come from its own repository.
        var packages = programs
            .Select(program => program.Package)
            .Where(package => package != NodeProgram.CriTools)
            .Distinct();
        FluidValue[] values =
        [
            Object(
                "cluster",
                ("name", Text(cluster.Name)),
                ("controlPlaneEndpoint", Text(cluster.ControlPlaneEndpoint)),
                ("endpointBehind", Text(cluster.EndpointBehind)),
                ("controlPlaneAddress", Text(first)),
                ("endpoint", Text(cluster.ControlPlaneEndpoint ?? first))
            ),
            Object(
                "kubernetes",
                ("version", Text(cluster.Kubernetes.Version)),
                ("minor", Text(cluster.Kubernetes.MinorVersion)),
                ("kubeadmApi", Text(cluster.Kubernetes.KubeadmApi)),
                ("sandboxImage", Text(cluster.Kubernetes.SandboxImage)),
                ("programs", List(programs.Select(program => program.Name))),
                ("packages", List(packages)),
                ("repository", Text(cluster.Repository.Url)),
                ("repositoryKey", Text(cluster.Repository.Key)),
                ("etcdImageTag", Text(cluster.ImageTags.Etcd)),
                ("dnsImageTag", Text(cluster.ImageTags.Dns))
            ),
            Object(
                "packages",
                ("mirror", Text(cluster.PackageMirror)),
                ("securityMirror", Text(cluster.SecurityMirror)),
                ("proxy", Text(cluster.PackageProxy))
            ),
            Object(
                "network",
                ("gateway", Text(network.Gateway.ToString())),
                ("prefix", NumberValue.Create(network.Prefix)),
                ("nameservers", List(network.Nameservers.Select(address => address.ToString()))),
                ("search", List(network.Search)),
                ("pods", Text(network.Pods.ToString())),
                ("services", Text(network.Services.ToString())),
                ("gateway6", Text(network.Gateway6?.ToString())),
                ("prefix6", NumberValue.Create(network.Prefix6)),
                ("podNetwork", Text(network.PodNetwork)),
                ("subnet", Text(network.Subnet.ToString()))
            ),
            Object(
                "time",
                ("zone", Text(cluster.Time.Zone)),
                ("server", Text(cluster.Time.Server)),
                ("schedule", Text(cluster.Time.Schedule)),
                ("method", Text(cluster.Time.Method))
            ),
            Object(
                "locale",
                ("lang", Text(cluster.Lang)),
                ("lcAll", Text(cluster.LcAll)),
                ("generated", List(cluster.GeneratedLocales))
            ),
            Object(
                "ssh",
                ("user", Text(cluster.User)),
                ("authorizedKeys", List(cluster.AuthorizedKeys)),
                ("otherUsers", List(cluster.OtherUsers))
            ),
            Object("swap", ("removeFile", BooleanValue.Create(cluster.RemoveSwapFile))),
            Of(cluster.Bootstrap),
            Object(
                "images",
                ("names", List(cluster.Images.SelectMany(archive => archive.Names))),
                ("digests", List(cluster.Images.Select(archive => archive.Digest)))
            ),
            new ArrayValue([.. cluster.Nodes.Select(node => _nodes[node.Name])]),
            List(cluster.DisabledSteps.Select(step => step.Text)),
        ];
        _cluster = ClusterNames
            .Zip(values)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The path in the cluster file (<see cref="Cluster.Places"/>) of the value that a template names.</summary>
    /// <param name="path">The template's name of it, as in <c>node.address</c>.</param>
    /// <param name="node">Index of the node that the template is about.</param>
    public static string ClusterPath(string path, int node) =>
        path switch
        {
            "cluster.name" => "name",
            "cluster.controlPlaneEndpoint" or "cluster.endpoint" => "controlPlaneEndpoint",
            "cluster.endpointBehind" => "controlPlaneEndpoint.behind",
            "kubernetes.minor"
            or "kubernetes.kubeadmApi"
            or "kubernetes.sandboxImage"
            or "kubernetes.programs"
            or "kubernetes.packages" => "kubernetes.version",
            "kubernetes.etcdImageTag" => "kubernetes.etcd.imageTag",
            "kubernetes.dnsImageTag" => "kubernetes.dns.imageTag",
            "locale.generated" => "locale.lang",
            "node.joinToken" => "bootstrap.secrets",
            _ when path.StartsWith("images.", StringComparison.Ordinal) => "images",
            // What is no key of its own the file of the secrets holds.
            _ when path.StartsWith("bootstrap.", StringComparison.Ordinal)
                    && path is not ("bootstrap.joinWindow" or "bootstrap.timeout") =>
                "bootstrap.secrets",
            _ when path.StartsWith("node.", StringComparison.Ordinal) => string.Create(
                CultureInfo.InvariantCulture,
                $"nodes[{node}].{path["node.".Length..]}"
            ),
            _ => path,
        };

    /// <summary>Puts the values that all nodes share into a context.</summary>
    public void SetCluster(TemplateContext context)
    {
        foreach (var (name, value) in _cluster)
        {
            context.SetValue(name, value);
        }
    }

    /// <summary>Puts the node of the given name into a context.</summary>
    public void SetNode(TemplateContext context, string name) =>
        context.SetValue("node", _nodes[name]);

    /// <summary>Puts the node's steps into a context.</summary>
    public static void SetSteps(TemplateContext context, IEnumerable<Step> steps) =>
        context.SetValue("steps", new ArrayValue([.. steps.Select(step => step.Value)]));

    /// <summary>Puts the node's checks, and those of the cluster, into a context.</summary>
    public static void SetChecks(
        TemplateContext context,
        IEnumerable<NodeCheck> checks,
        IEnumerable<NodeCheck> clusterChecks
    )
    {
        context.SetValue("checks", new ArrayValue([.. checks.Select(check => check.Value)]));
        context.SetValue(
            "clusterChecks",
            new ArrayValue([.. clusterChecks.Select(check => check.Value)])
        );
    }

    /// <summary>What templates see of a step.</summary>
    public static FluidValue Of(Step step) =>
        Object(
            "steps",
            ("name", Text(step.Name)),
            ("title", Text(step.Title)),
            ("guide", Text(step.Guide))
        );

    /// <summary>What templates see of a check.</summary>
    public static FluidValue Of(NodeCheck check) =>
        Object(
            "checks",
            ("step", Text(check.Step)),
            ("name", Text(check.Name)),
            ("run", Text(check.Run)),
            ("prints", Text(check.Prints)),
            ("matches", Text(check.Matches)),
            ("timeout", NumberValue.Create(check.Timeout)),
            ("hint", Text(check.Hint)),
            ("words", Text(check.Words))
        );

    private static DictionaryValue Of(Bootstrap? bootstrap)
    {
        var secrets = bootstrap?.Secrets;
        return Object(
            "bootstrap",
            ("joinWindow", Text(bootstrap?.JoinWindow)),
            ("timeout", Text(bootstrap?.Timeout)),
            ("caHash", Text(secrets?.CaHash)),
            (
                "validFrom",
                Text(secrets?.ValidFrom.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            ),
            ("ca", Of("bootstrap.ca", secrets?.Ca)),
            ("etcdCa", Of("bootstrap.etcdCa", secrets?.EtcdCa)),
            ("frontProxyCa", Of("bootstrap.frontProxyCa", secrets?.FrontProxyCa)),
            ("serviceAccount", Of("bootstrap.serviceAccount", secrets?.ServiceAccount)),
            (
                "tokens",
                new ArrayValue([
                    .. (secrets?.Tokens ?? new Dictionary<string, string>())
                        .Select(each => (Node: each.Key, Token: each.Value))
                        .Concat(
                            (secrets?.SpareTokens ?? []).Select(token => (Node: "", Token: token))
                        )
                        .Select(each =>
                            Object(
                                "bootstrap.tokens",
                                ("node", Text(each.Node)),
                                ("token", Text(each.Token))
                            )
                        ),
                ])
            )
        );
    }

    private static DictionaryValue Of(string path, PemPair? pair) =>
        Object(path, ("public", Text(pair?.Public)), ("private", Text(pair?.Private)));

    private static DictionaryValue Of(Node node, string? token) =>
        Object(
            "node",
            ("name", Text(node.Name)),
            ("role", Text(node.Role)),
            ("address", Text(node.Address.ToString())),
            ("address6", Text(node.Address6?.ToString())),
            ("mac", Text(node.Mac)),
            ("interface", Text(node.Interface)),
            ("joinToken", Text(token))
        );

    private static DictionaryValue Object(string path, params (string, FluidValue)[] members) =>
        new(
            new TemplateObject(
                path,
                members.ToDictionary(
                    member => member.Item1,
                    member => member.Item2,
                    StringComparer.Ordinal
                )
            )
        );

    private static ArrayValue List(IEnumerable<string> items) => new([.. items.Select(Text)]);

    private static FluidValue Text(string? text) =>
        text is null ? NilValue.Instance : new StringValue(text);
}
