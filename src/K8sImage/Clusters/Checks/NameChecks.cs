using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Clusters.Checks;

/// <summary>Names lead where they are meant to: every node has the names of all nodes in <c>/etc/hosts</c>.</summary>
internal static partial class NameChecks
{
    // What /etc/hosts has on Debian and Ubuntu beside the nodes.
    private static readonly string[] Taken =
    [
        "localhost",
        "ip6-localhost",
        "ip6-loopback",
        "ip6-allnodes",
        "ip6-allrouters",
    ];

    // What stands beside the nodes' directories, where a file system knows no capitals.
    private static readonly string[] Files = ["sha256sums", "vagrantfile"];

    public static void Check(ReadCluster read, FindingCollection findings)
    {
        CheckDirectory(read, "name", read.Cluster.Name, findings);
        foreach (var (node, path) in read.NodesWith("name"))
        {
            CheckTaken(read, path, node.Name, findings);
            CheckDirectory(read, path, node.Name, findings);
        }
        if (read.Cluster.ControlPlaneEndpoint is { } endpoint)
        {
            CheckTaken(read, "controlPlaneEndpoint", endpoint, findings);
            if (!Taken.Contains(endpoint))
            {
                EndpointChecks.Check(read, endpoint, findings);
            }
        }
    }

    private static void CheckDirectory(
        ReadCluster read,
        string path,
        string name,
        FindingCollection findings
    )
    {
        if (Device().IsMatch(name) || Files.Contains(name))
        {
            findings.Add(
                ClusterRules.Taken.At(
                    read.PlaceOf(path),
                    Files.Contains(name)
                        ? $"beside the directory '{name}' a bundle has a file of that name, which is one name on Windows and macOS"
                        : $"'{name}' is a device on Windows, where no directory can have that name",
                    "choose another name"
                )
            );
        }
    }

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z")]
    private static partial Regex Device();

    private static void CheckTaken(
        ReadCluster read,
        string path,
        string name,
        FindingCollection findings
    )
    {
        if (Taken.Contains(name))
        {
            findings.Add(
                ClusterRules.Taken.At(
                    read.PlaceOf(path),
                    $"on every machine '{name}' means something else already",
                    "choose another name"
                )
            );
        }
    }
}
