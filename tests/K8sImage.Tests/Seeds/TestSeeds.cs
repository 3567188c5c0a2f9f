using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>The clusters whose seeds other programs judge: the lab cluster and the files under Variants/.</summary>
internal static class TestSeeds
{
    /// <summary>Names of the clusters.</summary>
    public static IReadOnlyList<string> Clusters { get; } =
    [
        "lab",
        .. Directory.GetFiles(Variants, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order()!,
    ];

    private static string Variants => Path.Combine(Repository.Tests, "Seeds", "Variants");

    /// <summary>Composes the nodes of a cluster, which may have no errors.</summary>
    /// <param name="name">One of <see cref="Clusters"/>.</param>
    /// <param name="change">Changes the file's text.</param>
    public static IReadOnlyList<NodeConfiguration> Compose(
        string name,
        Func<string, string>? change = null
    )
    {
        var path = name == "lab" ? Repository.Lab : Path.Combine(Variants, $"{name}.yaml");
        var text = File.ReadAllText(path)
            .Replace("[KEY]", $"[{ClusterText.Key}]", StringComparison.Ordinal)
            .Replace("[SECRETS]", NamedSamples.Secrets, StringComparison.Ordinal)
            .Replace("[ARCHIVE]", NamedSamples.Archive, StringComparison.Ordinal);
        text = change?.Invoke(text) ?? text;
        var findings = new FindingCollection();
        var cluster = ClusterReader.Read(
            YamlReader.Read(text, Path.GetFileName(path), findings),
            Repository.Root,
            findings
        );
        var nodes = Compose(cluster!, findings);
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
        return nodes;
    }

    /// <summary>Composes the nodes of a cluster with the project's own steps.</summary>
    public static IReadOnlyList<NodeConfiguration> Compose(
        Cluster cluster,
        FindingCollection findings
    )
    {
        var library = StepLibrary.Read(
            [Repository.CloudInit],
            path => Path.GetRelativePath(Repository.Root, path),
            findings
        );
        var composer = new Composer(cluster, library, findings);
        return [.. cluster.Nodes.Select(composer.Compose)];
    }

    /// <summary>Builds a node's seed.</summary>
    public static Seed Build(NodeConfiguration node) =>
        new SeedBuilder(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero)).Build(node);

    /// <summary>One file of a node's seed.</summary>
    public static byte[] Build(NodeConfiguration node, string file) =>
        Build(node).Files.Single(one => one.Name == file).Content.ToArray();

    /// <summary>The content of each file that a node's user-data writes, by its path.</summary>
    public static Dictionary<string, string> FilesOf(NodeConfiguration node) =>
        ((YamlSequence)node.UserData["write_files"]!)
            .Items.Cast<YamlMapping>()
            .ToDictionary(
                file => ((YamlScalar)file["path"]!).Text,
                file => ((YamlScalar)file["content"]!).Text
            );
}
