using System.Security.Cryptography;
using K8sImage.Findings;
using K8sImage.Seeds.Output;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>An output directory of a test, and bakes into it.</summary>
public sealed class Bakery : IDisposable
{
    /// <summary>Two nodes, as the smallest cluster file has them.</summary>
    public const string TwoNodes =
        "nodes: [{ name: n1, role: control-plane, address: 192.168.218.10 }, { name: n2, role: worker, address: 192.168.218.11 }]";

    private readonly TestDirectory _directory = new();
    private readonly StepLibrary _library;

    public Bakery()
    {
        // One step is enough to see what happens to its files.
        _directory.Write(
            "own/steps/a.yaml",
            "title: a\nstage: node\nuser-data: { hostname: '{{ node.name }}', zone: '{{ time.zone }}' }\nnetwork-config: { version: 2 }\n"
        );
        _directory.Write("own/roles/control-plane.yaml", "title: t\nsteps: [a]\n");
        _directory.Write("own/roles/worker.yaml", "title: t\nsteps: [a]\n");
        _library = StepLibrary.Read([_directory["own"]], path => path, []);
    }

    /// <summary>The directory in which the cluster's own is made.</summary>
    public string Root => _directory["out"];

    /// <summary>The cluster file that the bakes are said to be of.</summary>
    public string ClusterFile { get; set; } = Path.GetFullPath("lab.yaml");

    /// <summary>The cluster's directory.</summary>
    public string Target => Path.Combine(Root, "lab");

    public void Dispose() => _directory.Dispose();

    /// <summary>Bakes the smallest cluster.</summary>
    /// <param name="nodes">Names of the nodes to bake; all where there is none.</param>
    /// <param name="progress">Hears of each node.</param>
    /// <param name="cluster">Lines that replace those of the smallest cluster file.</param>
    public BakeResult Bake(
        IReadOnlyList<string> nodes,
        IProgress<string>? progress,
        params IReadOnlyList<string> cluster
    )
    {
        var findings = new FindingCollection();
        var read = ClusterText.Read(ClusterText.With(cluster), findings)!;
        Assert.Empty(findings);
        var composer = new Composer(read, _library, findings);
        var date = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return new SeedOutput(read, composer, Root, ClusterFile, date, findings).Bake(
            [.. read.Nodes.Where(node => nodes.Count == 0 || nodes.Contains(node.Name))],
            progress
        );
    }

    public BakeResult Bake(params IReadOnlyList<string> cluster) => Bake([], null, cluster);

    /// <summary>
    /// Every file of the output with its time of change, rights and hash, but for lock and record.
    /// </summary>
    public Dictionary<string, string> Snapshot() =>
        Directory
            .GetFiles(Root, "*", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).StartsWith(".lab.", StringComparison.Ordinal))
            .ToDictionary(
                path => Path.GetRelativePath(Target, path),
                path =>
                    $"{File.GetLastWriteTimeUtc(path):O} {File.GetUnixFileMode(path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"
            );

    /// <summary>Sets all times of change back, so that a file that is written anew shows.</summary>
    public void Age()
    {
        foreach (var path in Directory.GetFiles(Target, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }
}
