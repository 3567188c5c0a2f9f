using System.Globalization;
using System.Text;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Seeds.Output;
using K8sImage.Steps;

namespace K8sImage.Benchmarks;

/// <summary>A cluster of any size, and a temporary directory to bake it into.</summary>
internal sealed class BenchmarkCluster : IDisposable
{
    private static readonly DateTimeOffset Date = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _file;

    public BenchmarkCluster(int nodes)
    {
        Root = Directory.CreateTempSubdirectory("k8simage-bench-").FullName;
        _file = Path.Combine(Root, "cluster.yaml");
        var text = new StringBuilder(
            """
            name: big
            network: { gateway: 10.0.0.1, prefix: 16, pods: 172.16.0.0/12, services: 192.168.0.0/16 }
            nodes:

            """
        );
        for (var i = 0; i < nodes; i++)
        {
            var role = i == 0 ? "control-plane" : "worker";
            var address = string.Create(
                CultureInfo.InvariantCulture,
                $"10.0.{1 + (i / 250)}.{1 + (i % 250)}"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"  - {{ name: node-{i:d5}, role: {role}, address: {address} }}\n"
            );
        }
        File.WriteAllText(_file, text.ToString());
    }

    public string Root { get; }

    public string Output => Path.Combine(Root, "images");

    /// <summary>What BakeImages does, from the files to the ISOs.</summary>
    public BakeResult Bake()
    {
        var findings = new FindingCollection();
        var library = StepLibrary.Read(
            [Path.Combine(Repository(), "cloud-init")],
            path => path,
            findings
        );
        var cluster =
            ClusterReader.ReadFile(_file, _file, findings)
            ?? throw new FindingException([.. findings]);
        var composer = new Composer(cluster, library, findings);
        return new SeedOutput(cluster, composer, Output, _file, Date, findings).Bake(cluster.Nodes);
    }

    public void ClearOutput()
    {
        if (Directory.Exists(Output))
        {
            Directory.Delete(Output, recursive: true);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>The root of the checkout in which the benchmarks were compiled.</summary>
    public static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (
            directory is not null && !File.Exists(Path.Combine(directory.FullName, "K8sImage.sln"))
        )
        {
            directory = directory.Parent;
        }
        return directory?.FullName
            ?? throw new InvalidOperationException("the benchmarks run from within the checkout");
    }
}
