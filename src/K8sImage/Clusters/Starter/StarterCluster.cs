using System.Globalization;
using Fluid;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Clusters.Starter;

/// <summary>A cluster file to start from: commented, with one control plane and workers, and right as it is.</summary>
public static class StarterCluster
{
    /// <summary>Most nodes it can have: the last bytes from 10 to 254 of one /24.</summary>
    public const int MaxNodes = 245;

    /// <summary>Writes the file; it appears whole or not at all.</summary>
    /// <param name="directory">Where it is written.</param>
    /// <param name="name">The cluster's name, an RFC 1123 label.</param>
    /// <param name="nodes">How many nodes, the control plane included.</param>
    /// <returns>Path of the file.</returns>
    /// <exception cref="FindingException">
    /// The name is none, the nodes are too many or none, there is such a file already, or it can't be written.
    /// </exception>
    public static string Write(string directory, string name, int nodes)
    {
        Check(name, nodes);
        var path = Path.Combine(directory, name + ".yaml");
        try
        {
            WholeFile.Write(path, Text(name, nodes), overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                Path.Exists(path)
                    ? StarterRules.Exists.At(
                        new Place(path),
                        "this cluster file is there already",
                        "choose another name, or remove the file"
                    )
                    : StarterRules.NotWritten.At(
                        new Place(path),
                        $"the cluster file can't be written: {e.Message.TrimEnd('.')}",
                        "make room there, and let this user write to it"
                    )
            );
        }
        return path;
    }

    /// <summary>The text of the file.</summary>
    internal static string Text(string name, int nodes)
    {
        var template = new FluidParser().Parse(
            EmbeddedText.Read("K8sImage.Clusters.Starter.cluster.liquid")
        );
        var context = new TemplateContext(
            new TemplateOptions { CultureInfo = CultureInfo.InvariantCulture }
        );
        context.SetValue("name", name);
        context.SetValue("workers", nodes - 1);
        return template.Render(context);
    }

    private static void Check(string name, int nodes)
    {
        var findings = new FindingCollection();
        if (!HostName.IsLabel(name))
        {
            findings.Add(
                ClusterRules.Name.At(
                    new Place("--cluster"),
                    $"'{Shown.Short(name)}' is no name for a cluster",
                    "use lower-case letters, digits and hyphens, 63 at most"
                )
            );
        }
        if (nodes is < 1 or > MaxNodes)
        {
            findings.Add(
                StarterRules.Nodes.At(
                    new Place("--nodes"),
                    $"{nodes} nodes do not fit the subnet of a new cluster file",
                    $"give a number from 1 to {MaxNodes}"
                )
            );
        }
        if (findings.HasErrors)
        {
            throw new FindingException(findings);
        }
    }
}
