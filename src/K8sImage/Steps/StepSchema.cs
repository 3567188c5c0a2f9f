using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sImage.Yaml.Schemas;
using static K8sImage.Yaml.Schemas.Schema;
using static K8sImage.Yaml.Schemas.SchemaKey;

namespace K8sImage.Steps;

/// <summary>
/// Step and role files for editors: an entry for each key that <see cref="StepReader"/>, <see cref="CheckReader"/> and
/// <see cref="Steps.Role"/> take. Tests compare them.
/// </summary>
internal static partial class StepSchema
{
    public static JsonObject Step =>
        Schema.Document(
            "Step file of K8sImage",
            "What is written into a node, and how the node proves that it took effect. Values of the cluster file enter as "
                + "Liquid templates, as in {{ node.address }}.",
            Mapping(
                Of<Step>(nameof(Steps.Step.Title), Text()) with
                {
                    IsNeeded = true,
                    Example = "IPv4 forwarding",
                },
                Of<Step>(nameof(Steps.Step.Guide), Text()) with
                {
                    Example = "4.7",
                },
                Of<Step>(nameof(Steps.Step.Stage), Choice("image", "node")) with
                {
                    IsNeeded = true,
                },
                Of<Step>(nameof(Steps.Step.After), List(Text())) with
                {
                    Default = new JsonArray(),
                    Example = new JsonArray("kernel-modules"),
                },
                Of<Step>(nameof(Steps.Step.Needs), List(Text())) with
                {
                    Default = new JsonArray(),
                    Example = new JsonArray("kernel-modules"),
                },
                Of<Step>(nameof(Steps.Step.When), Text()) with
                {
                    Example = "time.method == \"cron\"",
                },
                Of<Step>(nameof(Steps.Step.UserData), Open(), "user-data") with
                {
                    Example = new JsonObject { ["runcmd"] = new JsonArray("sysctl --system") },
                },
                Of<Step>(nameof(Steps.Step.NetworkConfig), Open(), "network-config") with
                {
                    Example = new JsonObject { ["version"] = 2 },
                },
                Of<Step>(nameof(Steps.Step.Checks), List(Check)) with
                {
                    Default = new JsonArray(),
                }
            )
        );

    public static JsonObject ClusterCheck =>
        Schema.Document(
            "Checks of a cluster, of K8sImage",
            "What the first control plane proves of the whole cluster when VerifyCluster asks, or k8simage-verify --cluster.",
            Mapping(
                Of<Step>(nameof(Steps.Step.Title), Text()) with
                {
                    IsNeeded = true,
                    Example = "Services and names",
                },
                Of<Step>(nameof(Steps.Step.Guide), Text()) with
                {
                    Example = "6",
                },
                Of<Step>(nameof(Steps.Step.When), Text()) with
                {
                    Example = "network.podNetwork == \"bridge\"",
                },
                Of<Step>(nameof(Steps.Step.Checks), List(Check)) with
                {
                    Default = new JsonArray(),
                }
            )
        );

    public static JsonObject Role =>
        Schema.Document(
            "Role file of K8sImage",
            "Which steps the nodes of a role get.",
            Mapping(
                Of<Role>(nameof(Steps.Role.Title), Text()) with
                {
                    IsNeeded = true,
                    Example = "Worker",
                },
                Of<Role>(nameof(Steps.Role.Steps), List(Text())) with
                {
                    IsNeeded = true,
                    Example = new JsonArray("hostname", "static-network"),
                }
            )
        );

    private static JsonObject Check
    {
        get
        {
            var check = Mapping(
                Of<Check>(nameof(Steps.Check.Name), Text(OneLine())) with
                {
                    IsNeeded = true,
                    Example = "IPv4 forwarding is on",
                },
                Of<Check>(nameof(Steps.Check.When), Text()) with
                {
                    Example = "network.prefix6",
                },
                Of<Check>(nameof(Steps.Check.Run), Text()) with
                {
                    IsNeeded = true,
                    Example = "sysctl -n net.ipv4.ip_forward",
                },
                Of<Check>(nameof(Steps.Check.Prints), Text()) with
                {
                    Example = "1",
                },
                Of<Check>(nameof(Steps.Check.Matches), Text()) with
                {
                    Example = "^(1|2)$",
                },
                Of<Check>(nameof(Steps.Check.Timeout), Integer(1, CheckReader.MaxTimeout)) with
                {
                    Default = Steps.Check.DefaultTimeout,
                },
                Of<Check>(nameof(Steps.Check.Hint), Text()) with
                {
                    IsNeeded = true,
                    Example = "look for a later file in /etc/sysctl.d",
                },
                Of<Check>(nameof(Steps.Check.Fault), AnyOf(Text(), Fault)) with
                {
                    Example = "sysctl -w net.ipv4.ip_forward=0",
                }
            );
            check["not"] = new JsonObject { ["required"] = new JsonArray("prints", "matches") };
            return check;
        }
    }

    private static JsonObject Fault =>
        Mapping(
            Of<Fault>(nameof(Steps.Fault.In), Text()) with
            {
                IsNeeded = true,
                Example = "/etc/sysctl.d/99-kubernetes.conf",
            },
            Of<Fault>(nameof(Steps.Fault.Replace), Text()) with
            {
                IsNeeded = true,
                Example = "ip_forward = 1",
            },
            Of<Fault>(nameof(Steps.Fault.With), Text()) with
            {
                IsNeeded = true,
                Example = "ip_forward = 0",
            }
        );

    [GeneratedRegex(@"\A[^#\n\r]*\z")]
    private static partial Regex OneLine();
}
