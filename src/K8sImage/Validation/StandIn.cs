using System.Net;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// A sound cluster in the place of one that is not, so that what is wrong with steps and roles, and with their names in the
/// cluster file, is found all the same.
/// </summary>
internal static class StandIn
{
    /// <summary>Its file in findings: those that stand here are nobody's.</summary>
    public const string File = "";

    private const string UserData = "extraUserData";
    private const string ExtraSteps = "extraSteps";

    /// <summary>A cluster with a control plane and a node for each role.</summary>
    /// <param name="tree">The cluster file that names steps and roles; null for none.</param>
    /// <param name="disabled">Names of the steps that are turned off; null for those of the tree.</param>
    /// <param name="roles">Roles that have a node in any case.</param>
    public static Cluster For(
        YamlMapping? tree,
        IReadOnlyList<YamlScalar>? disabled,
        IEnumerable<string> roles
    )
    {
        (YamlScalar Role, YamlMapping? Node)[] named =
        [
            .. NodesOf(tree),
            .. roles
                .Append(Node.ControlPlane)
                .Select(role => (new YamlScalar(new Place(File), role), (YamlMapping?)null)),
        ];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        named =
        [
            .. named.Where(node =>
                seen.Add(node.Role.Text)
                || node.Node?[UserData] is not null
                || node.Node?[ExtraSteps] is not null
            ),
        ];
        var cluster = ClusterReader.Read(
            YamlReader.Read(
                """
                name: stand-in
                network: { gateway: 10.0.0.1, prefix: 16 }
                nodes: [{ name: n, role: control-plane, address: 10.0.0.2 }]
                """,
                File,
                []
            ),
            Path.GetTempPath(),
            []
        )!;
        var ssh = tree?["ssh"] as YamlMapping;
        return cluster with
        {
            DisabledSteps = disabled ?? Scalars(tree?["disabledSteps"]),
            ExtraSteps = Scalars(tree?[ExtraSteps]),
            RoleSteps = tree?["roles"] is YamlMapping roleSteps
                ? roleSteps
                    .Entries.Where(role => role.Value is YamlMapping)
                    .ToDictionary(
                        role => role.Key.Text,
                        role =>
                            (IReadOnlyList<YamlScalar>)
                                Scalars(((YamlMapping)role.Value)[ExtraSteps])
                    )
                : new Dictionary<string, IReadOnlyList<YamlScalar>>(),
            User = (ssh?["user"] as YamlScalar)?.Text ?? cluster.User,
            OtherUsers = [.. Scalars(ssh?["otherUsers"]).Select(name => name.Text)],
            ExtraUserData = tree?[UserData] as YamlMapping,
            RoleUserData = UserDataOf(tree),
            Nodes = [.. named.Select((node, i) => NodeOf(node.Role, node.Node, i))],
            Places = new Dictionary<string, Place>(
                named.Select((node, i) => KeyValuePair.Create($"nodes[{i}].role", node.Role.Place))
            ),
        };
    }

    private static Node NodeOf(YamlScalar role, YamlMapping? node, int index) =>
        new(
            $"n{index}",
            role.Text,
            new IPAddress([10, 0, (byte)(1 + (index / 250)), (byte)(1 + (index % 250))]),
            new Place(File)
        )
        {
            ExtraSteps = Scalars(node?[ExtraSteps]),
            ExtraUserData = node?[UserData] as YamlMapping,
        };

    private static IEnumerable<(YamlScalar Role, YamlMapping? Node)> NodesOf(YamlMapping? tree) =>
        tree?["nodes"] is YamlSequence nodes
            ? nodes
                .Items.OfType<YamlMapping>()
                .Where(node => node["role"] is YamlScalar role && HostName.IsLabel(role.Text))
                .Select(node => ((YamlScalar)node["role"]!, (YamlMapping?)node))
                .Take(50 * 250)
            : [];

    private static Dictionary<string, YamlMapping> UserDataOf(YamlMapping? tree) =>
        tree?["roles"] is YamlMapping roles
            ? roles
                .Entries.Where(role => role.Value is YamlMapping)
                .ToDictionary(
                    role => role.Key.Text,
                    // Also where it says nothing: a role that does not exist must not go unnoticed.
                    role =>
                        ((YamlMapping)role.Value)[UserData] as YamlMapping
                        ?? new YamlMapping(role.Value.Place, [])
                )
            : [];

    private static YamlScalar[] Scalars(YamlNode? list) =>
        list is YamlSequence { Items: var items } ? [.. items.OfType<YamlScalar>()] : [];
}
