using System.IO.Compression;
using System.Text.Json.Nodes;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Reports;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What is handed over, and what is not.</summary>
public sealed class BundleTests : IDisposable
{
    private readonly TestBundles _bundles = new();

    public static TheoryData<string, Func<VerificationRun, VerificationRun>> Unproved { get; } =
        new()
        {
            {
                "k8s-node1 was not booted",
                run => Second(run, node => new NodeRun(node.Name, node.Role, node.Address, 2))
            },
            {
                "k8s-node1 was baked anew after it was verified",
                run => Second(run, node => node with { IsoSha256 = new string('0', 64) })
            },
            {
                "k8s-node1 has not passed",
                run => Second(run, node => node with { Boots = [node.Boots[0]] })
            },
            {
                "k8s-node1 has not passed",
                run =>
                    Second(
                        run,
                        node =>
                            node with
                            {
                                Boots = [node.Boots[0], node.Boots[1] with { Passed = false }],
                            }
                    )
            },
            {
                "k8s-node1 was resumed, and not booted: that is no proof",
                run => run with { IsFast = true }
            },
        };

    [Theory]
    [MemberData(nameof(Unproved))]
    public void A_node_without_a_proof_of_just_its_ISO_is_refused_at_its_line(
        string words,
        Func<VerificationRun, VerificationRun> change
    )
    {
        _bundles.Run = change(_bundles.Run);
        var findings = new FindingCollection();
        _bundles.Plan(findings);
        var finding = findings.First(finding =>
            finding.Message.Contains("k8s-node1", StringComparison.Ordinal)
        );
        Assert.Equal((HandOverRules.NotVerified.Code, words), (finding.Code, finding.Message));
        Assert.Equal("lab.yaml", finding.Place.File);
        Assert.True(finding.Place.Line > 0);
    }

    [Fact]
    public void A_cluster_that_was_never_verified_is_refused()
    {
        var findings = new FindingCollection();
        _bundles.Plan(findings, isRecorded: false);
        Assert.Equal(3, findings.Count(finding => finding.Code == HandOverRules.NotVerified.Code));
    }

    [Fact]
    public void What_another_base_has_shown_of_the_same_ISO_is_not_kept_quiet()
    {
        _bundles.Write("debian-14-local", Second(_bundles.Run, Failed));
        _bundles.Write(
            "debian-12-local",
            Second(_bundles.Run, node => Failed(node) with { IsoSha256 = new string('0', 64) })
        );
        var findings = new FindingCollection();
        _bundles.Plan(findings);
        var finding = Assert.Single(findings);
        Assert.Equal(
            (HandOverRules.FailedElsewhere.Code, "k8s-node1 has not passed on debian-14-local"),
            (finding.Code, finding.Message)
        );
        Assert.Equal("lab.yaml", finding.Place.File);

        static NodeRun Failed(NodeRun node) =>
            node with
            {
                Boots = [node.Boots[0], node.Boots[1] with { Passed = false }],
            };
    }

    [Fact]
    public async Task Unverified_stands_in_capital_letters_on_the_page_and_in_the_manifest()
    {
        _bundles.Run = Second(_bundles.Run, node => node with { IsoSha256 = null });
        var findings = new FindingCollection();
        var bundle = _bundles.Plan(findings, isUnverified: true);
        var finding = Assert.Single(findings);
        Assert.Equal(HandOverRules.Unverified.Code, finding.Code);
        // It has been given.
        Assert.DoesNotContain("--unverified", finding.Hint, StringComparison.Ordinal);

        await new BundleWriter(_bundles.Bundles, _bundles.ClusterFile).WriteAsync(
            bundle,
            [],
            _bundles.Verdicts,
            null
        );

        var page = await File.ReadAllTextAsync(Path.Combine(_bundles.Written, "index.html"), Stop);
        Assert.Contains(
            "NOT VERIFIED: K8S-NODE1. NOBODY HAS SEEN THIS SEED WORK.",
            page,
            StringComparison.Ordinal
        );
        var manifest = BundleManifest.Read(Path.Combine(_bundles.Written, "manifest.json"))!;
        Assert.Equal("UNVERIFIED", manifest.Verification);
        Assert.Equal([false, true, false], manifest.Nodes.Select(node => node.Verified is null));
    }

    [Fact]
    public async Task Beside_an_address_the_name_of_a_card_is_said_to_be_checked_and_not_looked_for()
    {
        using var bundles = new TestBundles(
            "nodes: [{ name: a, role: control-plane, address: 192.168.218.10, mac: '52:54:00:0a:0b:0c', interface: ens33 }, { name: b, role: worker, address: 192.168.218.11, interface: ens33 }]"
        );
        var written = await bundles.WriteAsync();
        var page = await File.ReadAllTextAsync(
            Path.Combine(written, "index.html"),
            TestContext.Current.CancellationToken
        );
        var rows = page.Split("<tr id=\"")[1..];
        Assert.Contains("the seed looks for it", rows[0], StringComparison.Ordinal);
        Assert.DoesNotContain(
            "the seed looks for a network card that",
            rows[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "checks that Linux calls that card <code>ens33</code>",
            rows[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "the seed looks for a network card that Linux calls <code>ens33</code>",
            rows[1],
            StringComparison.Ordinal
        );
        string[] machines =
        [
            .. Directory
                .GetFiles(written, "*.xml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText)
                .Where(text => text.Contains("<domain", StringComparison.Ordinal)),
        ];
        Assert.Equal(2, machines.Length);
        Assert.Contains(
            "The node checks that Linux calls its network card ens33",
            machines[0],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The seed looks for a network card that Linux calls ens33",
            machines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_same_inputs_give_the_same_bundle_archive_included()
    {
        _bundles.BakeDisks();
        var first = await _bundles.WriteAsync();
        var other = await _bundles.WriteAsync(Path.Combine(_bundles.Bundles, "other"));
        foreach (var path in BundleSums.PathsIn(first).Append(BundleSums.FileName))
        {
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(first, path), Stop),
                await File.ReadAllBytesAsync(Path.Combine(other, path), Stop)
            );
        }
        Assert.Equal(
            await File.ReadAllBytesAsync(first + ".zip", Stop),
            await File.ReadAllBytesAsync(other + ".zip", Stop)
        );
    }

    [Fact]
    public async Task The_archive_holds_the_bundle_with_its_rights()
    {
        var written = await _bundles.WriteAsync();
        await using var zip = await ZipFile.OpenReadAsync(written + ".zip", Stop);
        Assert.Equal(
            BundleSums
                .PathsIn(written)
                .Append(BundleSums.FileName)
                .Order(StringComparer.Ordinal)
                .Select(path => "lab/" + path),
            zip.Entries.Select(entry => entry.FullName)
        );
        int ModeOf(string path) => (zip.GetEntry("lab/" + path)!.ExternalAttributes >> 16) & 0x1FF;
        Assert.Equal(Convert.ToInt32("600", 8), ModeOf("k8s-master/lab-k8s-master-seed.iso"));
        Assert.Equal(Convert.ToInt32("755", 8), ModeOf("k8s-master/qemu.sh"));
        Assert.Equal(Convert.ToInt32("644", 8), ModeOf("index.html"));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(written + ".zip")
        );
    }

    [Fact]
    public async Task A_bundle_that_can_not_be_finished_leaves_the_one_before_and_nothing_else()
    {
        var written = await _bundles.WriteAsync();
        var before = await File.ReadAllTextAsync(Path.Combine(written, "SHA256SUMS"), Stop);
        _bundles.BakeDisks();
        await Assert.ThrowsAsync<FindingException>(() =>
            _bundles.WriteAsync(sign: _ => throw new FindingException([]))
        );
        Assert.Equal(
            before,
            await File.ReadAllTextAsync(Path.Combine(written, "SHA256SUMS"), Stop)
        );
        Assert.Equal(
            [".lab.record", "lab", "lab.zip"],
            Directory
                .GetFileSystemEntries(_bundles.Bundles)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Golden_disks_on_which_the_nodes_have_passed_are_handed_over_and_others_are_not()
    {
        var onBase = _bundles.Run;
        _bundles.BakeDisks();
        var onDisks = _bundles.Run;
        _bundles.Run = onBase;
        var without = await _bundles.WriteAsync();
        Assert.False(Directory.Exists(Path.Combine(without, "disks")));
        _bundles.Run = onDisks;
        var with = await _bundles.WriteAsync();
        Assert.Equal(
            [
                "control-plane-debian-13-local-amd64-eeeeeeeeeeeeeeee.qcow2",
                "worker-debian-13-local-amd64-eeeeeeeeeeeeeeee.qcow2",
            ],
            Directory
                .GetFiles(Path.Combine(with, "disks"))
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
        );
        var page = await File.ReadAllTextAsync(Path.Combine(with, "index.html"), Stop);
        Assert.Contains("a golden disk baked from debian-13-local", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_golden_disk_that_has_changed_since_the_nodes_passed_on_it_is_not_handed_over()
    {
        _bundles.BakeDisks();
        var worker = Directory.GetFiles(_bundles.Disks, "worker-*.qcow2").Single();
        File.AppendAllText(worker, "!");
        var findings = new FindingCollection();
        _bundles.Plan(findings);
        var finding = Assert.Single(findings);
        Assert.Equal((worker, FileRules.NotAsWritten.Code), (finding.Place.File, finding.Code));
    }

    [Fact]
    public async Task The_statements_name_each_file_and_each_ISO_that_has_passed()
    {
        var written = await _bundles.WriteAsync();
        var manifest = BundleManifest.Read(Path.Combine(written, "manifest.json"))!;
        var (provenance, tested) = (manifest.Statements[0], manifest.Statements[1]);
        Assert.Equal(
            BundleSums.PathsIn(written).Except(["manifest.json"]),
            Subjects(provenance).Select(subject => subject.Name)
        );
        Assert.Equal(
            _bundles.Run.Nodes.Select(node =>
                ($"{node.Name}/lab-{node.Name}-seed.iso", node.IsoSha256!)
            ),
            Subjects(tested)
        );
        Assert.Equal("PASSED", tested["predicate"]!["result"]!.GetValue<string>());
        var limits = tested["predicate"]!["limits"]!
            .AsArray()
            .Select(limit => limit!.GetValue<string>());
        Assert.Contains(
            limits,
            limit => limit.Contains("boots were on debian-13-local", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_record_that_leads_out_of_its_directory_takes_nothing_from_there()
    {
        _bundles.Run = Second(
            _bundles.Run,
            node =>
                node with
                {
                    Boots =
                    [
                        node.Boots[0],
                        node.Boots[1] with
                        {
                            ConsoleLog = "../images/lab/manifest.json",
                        },
                    ],
                }
        );
        var findings = new FindingCollection();
        var bundle = _bundles.Plan(findings);
        await new BundleWriter(_bundles.Bundles, _bundles.ClusterFile).WriteAsync(
            bundle,
            [],
            _bundles.Verdicts,
            null
        );
        Assert.Equal(
            [Path.Combine(_bundles.Written, "manifest.json")],
            Directory.GetFiles(_bundles.Bundles, "manifest.json", SearchOption.AllDirectories)
        );
    }

    public void Dispose() => _bundles.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IEnumerable<(string Name, string Digest)> Subjects(JsonObject statement) =>
        statement["subject"]!
            .AsArray()
            .Select(subject =>
                (
                    subject!["name"]!.GetValue<string>(),
                    subject["digest"]!["sha256"]!.GetValue<string>()
                )
            );

    private static VerificationRun Second(VerificationRun run, Func<NodeRun, NodeRun> change) =>
        run with
        {
            Nodes = [run.Nodes[0], change(run.Nodes[1]), run.Nodes[2]],
        };
}
