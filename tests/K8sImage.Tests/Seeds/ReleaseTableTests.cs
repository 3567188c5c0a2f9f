using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Clusters;
using K8sImage.Steps;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>
/// The table of docs/guide.md that says for which releases each flag and key is composed: it has all of them, and each is composed
/// for just the releases that it names.
/// </summary>
public sealed partial class ReleaseTableTests
{
    private const string Kubelet = "/etc/default/kubelet";
    private const string Install = "k8simage-install";
    private const string Containerd = "/etc/containerd/config.toml";

    private static readonly string[] Clusters = ["lab", "three-control-planes", "formed"];

    private static readonly string[] KubeadmFiles =
    [
        "/etc/kubernetes/kubeadm-config.yaml",
        "/etc/kubernetes/kubeadm-join.yaml",
    ];

    private static readonly Row[] Table =
    [
        .. RowLine()
            .Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide.md")))
            .Select(row => new Row(
                row.Groups["what"].Value,
                row.Groups["file"].Value,
                int.Parse(row.Groups["from"].ValueSpan, CultureInfo.InvariantCulture),
                int.Parse(row.Groups["to"].ValueSpan, CultureInfo.InvariantCulture)
            )),
    ];

    public static TheoryData<int> Minors =>
        [
            .. Enumerable.Range(
                KubernetesRelease.OldestMinor,
                KubernetesRelease.NewestMinor - KubernetesRelease.OldestMinor + 1
            ),
        ];

    [Theory]
    [MemberData(nameof(Minors))]
    public void What_is_composed_for_a_release_is_what_the_table_says(int minor)
    {
        var said = Table
            .Where(row => row.From <= minor && minor <= row.To)
            .Select(row => $"{row.File}: {row.What}");
        Assert.Equal(
            said.Order(StringComparer.Ordinal),
            Composed(minor).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void It_ends_with_the_newest_release_that_is_known()
    {
        Assert.Equal(KubernetesRelease.NewestMinor, Table.Max(row => row.To));
        Assert.Equal(KubernetesRelease.OldestMinor, Table.Min(row => row.From));
    }

    // All that depends on what a cluster file says: one and several control planes, one address and two, swap left alone.
    private static IEnumerable<string> Composed(int minor)
    {
        var nodes = Clusters.SelectMany(cluster =>
            TestSeeds.Compose(cluster, text => Changed(cluster, text, minor))
        );
        foreach (var node in nodes)
        {
            foreach (var package in Installed(node))
            {
                yield return $"{Install}: {package}";
            }
            var files = TestSeeds.FilesOf(node);
            var addresses = Address().Count(NodeIp().Match(files[Kubelet]).Value);
            yield return $"{Kubelet}: --node-ip={(addresses == 1 ? "IPv4" : "IPv4,IPv6")}";
            yield return $"{Containerd}: {Pause().Match(files[Containerd]).Value}";
            foreach (
                var (path, content) in KubeadmFiles
                    .Where(files.ContainsKey)
                    .Select(path => (path, files[path]))
            )
            {
                foreach (var document in content.Split("---\n"))
                {
                    foreach (var key in Keys(document))
                    {
                        yield return $"{path}: {key}";
                    }
                }
            }
        }
    }

    // What the step installs, by whichever of its commands.
    private static IEnumerable<string> Installed(NodeConfiguration node) =>
        ((YamlSequence)node.UserData["runcmd"]!)
            .Items.OfType<YamlScalar>()
            .Where(command =>
                command.Place.File.EndsWith("kubeadm-preflight.yaml", StringComparison.Ordinal)
            )
            .SelectMany(command =>
                command.Text[command.Text.IndexOf(Install, StringComparison.Ordinal)..].Split(' ')[
                    1..
                ]
            );

    private static string Changed(string cluster, string text, int minor)
    {
        if (cluster == "formed")
        {
            return LongVersion().Replace(text, $"version: 1.{minor}.0");
        }
        var changed = Version().Replace(text, $"kubernetes: 1.{minor}.0");
        return cluster == "lab" ? changed + "disabledSteps: [swap]\n"
            : new KubernetesRelease(minor, 0).TakesTwoNodeAddresses ? changed
            : Address6().Replace(changed, "");
    }

    private static IEnumerable<string> Keys(string document)
    {
        var root = Assert.IsType<YamlMapping>(YamlReader.Read(document, "", []));
        var kind = ((YamlScalar)root["kind"]!).Text;
        return Paths(root, kind)
            .Where(path => path != kind + ".kind")
            .Select(path =>
                path == kind + ".apiVersion"
                    ? $"{kind}, {((YamlScalar)root["apiVersion"]!).Text}"
                    : path
            );
    }

    private static IEnumerable<string> Paths(YamlNode node, string path) =>
        node is YamlMapping mapping
            ? mapping.Entries.SelectMany(entry => Paths(entry.Value, $"{path}.{entry.Key.Text}"))
            : [path];

    private sealed record Row(string What, string File, int From, int To);

    [GeneratedRegex(
        @"^\| `(?<what>[^`]+)` \| `(?<file>[^`]+)` \| 1\.(?<from>[0-9]+) \| 1\.(?<to>[0-9]+) \|",
        RegexOptions.Multiline
    )]
    private static partial Regex RowLine();

    [GeneratedRegex(@"(?<=--node-ip=)\S+")]
    private static partial Regex NodeIp();

    [GeneratedRegex(@"[^,]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"[a-z0-9.]+/pause(?=:)")]
    private static partial Regex Pause();

    [GeneratedRegex(@"^kubernetes: .*$", RegexOptions.Multiline)]
    private static partial Regex Version();

    [GeneratedRegex(@"(?<=^  )version: .*$", RegexOptions.Multiline)]
    private static partial Regex LongVersion();

    [GeneratedRegex(@", address6: ""[^""]+""")]
    private static partial Regex Address6();
}
