using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Clusters;
using K8sImage.Disks;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Reports;
using K8sImage.Seeds.Output;
using K8sImage.Steps;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Verification;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>
/// Bundles of a small cluster with the project's own steps. What stands for the verification is a record that no guest has
/// written: which ISOs may be handed over depends on nothing else of it.
/// </summary>
public sealed class TestBundles : IDisposable
{
    private static readonly DateTimeOffset Date = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestDirectory _directory = new();
    private readonly SeedOutput _seeds;

    public TestBundles()
        : this(
            "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.10 }, { name: k8s-node1, role: worker, address: 192.168.218.11, mac: '52:54:00:0a:0b:0c' }, { name: k8s-node2, role: worker, address: 192.168.218.12, interface: ens33 }]"
        ) { }

    internal TestBundles(params IReadOnlyList<string> lines)
    {
        var findings = new FindingCollection();
        Cluster = ClusterText.Read(lines);
        var library = StepLibrary.Read([Repository.CloudInit], path => path, findings);
        _seeds = new SeedOutput(
            Cluster,
            new Composer(Cluster, library, findings),
            _directory["images"],
            _directory["lab.yaml"],
            Date,
            findings
        );
        _seeds.Bake(Cluster.Nodes);
        Assert.DoesNotContain(findings, finding => finding.Severity == Severity.Error);
        Run = NewRun();
    }

    public Cluster Cluster { get; }

    /// <summary>The record of a verification that all nodes have passed.</summary>
    public VerificationRun Run { get; set; }

    public string ClusterFile => _directory["lab.yaml"];

    public string Images => _directory["images/lab"];

    public string Verdicts => _directory["verdicts"];

    public string Disks => _directory["disks"];

    public string Bundles => _directory["bundles"];

    /// <summary>The bundle that was written last.</summary>
    public string Written => Path.Combine(Bundles, "lab");

    /// <summary>Bakes some nodes where nothing was baked before.</summary>
    public void BakeOnly(params IReadOnlyList<string> nodes)
    {
        Directory.Delete(Images, recursive: true);
        _seeds.Bake([.. Cluster.Nodes.Where(node => nodes.Contains(node.Name))]);
    }

    /// <summary>Plans a bundle.</summary>
    public Bundle Plan(
        FindingCollection findings,
        bool isUnverified = false,
        bool isRecorded = true
    )
    {
        Directory.CreateDirectory(Verdicts);
        if (isRecorded)
        {
            _directory.Write("verdicts/verdict.json", JsonReport.Write(Run));
        }
        foreach (
            var log in Run
                .Nodes.SelectMany(node => node.Boots)
                .SelectMany(boot => (string[])[boot.ConsoleLog, boot.VerdictLog])
                .Where(log => !log.StartsWith("..", StringComparison.Ordinal))
        )
        {
            _directory.Write($"verdicts/{log}", "Linux version 6.12\n");
        }
        _directory.Write("verdicts/junit.xml", "<testsuites/>\n");
        _directory.Write("verdicts/report.html", "<!doctype html>\n");
        var image = new PublishedBase(
            "ubuntu-24.04",
            "Ubuntu 24.04 LTS",
            new Place("base"),
            "qcow2",
            new Uri("https://images.example.org/release-20260926/ubuntu.img"),
            1024,
            ImageDigest.OfHex(new string('c', 64)),
            Checksums: null
        );
        return new BundlePlanner(findings).Plan(
            Cluster,
            image,
            Images,
            Verdicts,
            Disks,
            isUnverified
        );
    }

    /// <summary>Writes the record of a verification on another base.</summary>
    public void Write(string image, VerificationRun run) =>
        _directory.Write(
            $"{BundlePlanner.OtherBase("verdicts", image)}/verdict.json",
            JsonReport.Write(run with { Base = run.Base with { Name = image } })
        );

    /// <summary>Writes a bundle.</summary>
    public async Task<string> WriteAsync(string? directory = null, Func<string, Task>? sign = null)
    {
        var findings = new FindingCollection();
        var bundle = Plan(findings);
        Assert.Empty(findings);
        var (written, _) = await new BundleWriter(directory ?? Bundles, ClusterFile).WriteAsync(
            bundle,
            [KeyValuePair.Create("lab.yaml", new string('d', 64))],
            Verdicts,
            sign
        );
        return written;
    }

    /// <summary>Puts a golden disk of each role beside the cluster, and says that the nodes have passed on it.</summary>
    public void BakeDisks()
    {
        foreach (var role in (string[])["control-plane", "worker"])
        {
            var text = "disk of " + role;
            var record = new DiskRecord(
                role,
                new string('e', 64),
                "debian-13-local",
                new string('b', 64),
                null,
                "debian",
                "13",
                [],
                DiskCompression.Zstd,
                Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(
                        System.Text.Encoding.UTF8.GetBytes(text)
                    )
                ),
                text.Length,
                []
            );
            Directory.CreateDirectory(Disks);
            var path = DiskRecord.PathOf(Disks, role);
            File.WriteAllText(record.Path(path), text);
            record.Write(path);
            Run = Run with
            {
                Nodes =
                [
                    .. Run.Nodes.Select(node =>
                        node.Role == role ? node with { DiskSha256 = record.Sha256 } : node
                    ),
                ],
            };
        }
    }

    public void Dispose() => _directory.Dispose();

    private VerificationRun NewRun() =>
        new()
        {
            ToolVersion = "0.1.0",
            Cluster = "lab",
            ClusterFile = "lab.yaml",
            ClusterBase = "ubuntu-24.04",
            Base = new RunBase("debian-13-local", "Debian 13", new string('b', 64), Date),
            Machine = new RunMachine("10.0.2", "tcg", 2048, 1, 2),
            Started = new DateTimeOffset(2026, 11, 25, 19, 31, 0, TimeSpan.Zero),
            Seconds = 400,
            StepsOff = [],
            Nodes =
            [
                .. Cluster.Nodes.Select(node => new NodeRun(
                    node.Name,
                    node.Role,
                    node.Address.ToString(),
                    2
                )
                {
                    Iso = $"artifacts/images/lab/{node.Name}/seed.iso",
                    IsoSha256 = FileDigest.Sha256Of(Path.Combine(Images, node.Name, "seed.iso")),
                    DiskSha256 = new string('b', 64),
                    InstanceId = "k8simage-1",
                    Boots = [Boot(node.Name, 1), Boot(node.Name, 2)],
                }),
            ],
        };

    private static BootRun Boot(string node, int number) =>
        new()
        {
            Number = number,
            Passed = true,
            Started = Date,
            SecondsToVerdict = 200 - number,
            Seconds = 210,
            Nonce = "0123456789abcdef",
            ConsoleLog = $"{node}/boot{number}-console.log",
            VerdictLog = $"{node}/boot{number}-verdict.tap",
            Checks = [new CheckRun("hostname", "the host name is the node's", CheckState.Passed)],
            Findings = [],
            Console = [],
            Stages = [new StageTime("kernel", 0, 5)],
        };
}
