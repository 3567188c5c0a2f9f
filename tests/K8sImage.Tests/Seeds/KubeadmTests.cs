using System.Text.RegularExpressions;
using K8sImage.Clusters;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds;

/// <summary>What kubeadm itself says of the files that are composed for it; skipped, and counted so, where it is not to be had.</summary>
public sealed partial class KubeadmTests(KubeadmPrograms programs)
    : IClassFixture<KubeadmPrograms>,
        IDisposable
{
    // The last release that reads v1beta3, and those that the tests of clusters run.
    private static readonly string[] Releases = ["1.30.14", "1.33.13", "1.34.4", "1.37.2"];

    private readonly TestDirectory _directory = new();

    public static TheoryData<string, string> Inputs =>
        [
            .. Releases.SelectMany(release =>
                TestSeeds
                    .Clusters.Where(cluster => cluster != "steps-off")
                    .Select(cluster => new TheoryDataRow<string, string>(release, cluster))
            ),
        ];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task It_accepts_each_file_that_is_composed_for_it(string release, string cluster)
    {
        programs.Locate(release);
        var nodes = TestSeeds.Compose(cluster, text => Of(text, release));
        foreach (var node in nodes)
        {
            var files = TestSeeds
                .FilesOf(node)
                .Where(file => KubeadmFile().IsMatch(file.Value))
                .ToArray();
            Assert.NotEmpty(files);
            foreach (var (path, content) in files)
            {
                var file = _directory.Write(
                    $"{node.Node.Name}/{Path.GetFileName(path)}",
                    FilledIn(content)
                );
                await AssertAcceptedAsync(release, file);
            }
        }
    }

    // cp and touch are in every Debian (package coreutils, which is essential).
    [Theory]
    [InlineData("1.30.14", "conntrack crictl ethtool ip iptables mount nsenter tc touch")]
    [InlineData("1.33.13", "cp losetup mount")]
    [InlineData("1.34.4", "cp losetup mount")]
    [InlineData("1.37.2", "cp losetup mount")]
    public async Task Each_program_that_its_preflight_looks_for_is_on_a_node(
        string release,
        string wanted
    )
    {
        programs.Locate(release);
        var node = TestSeeds.Compose("lab", text => Of(text, release))[0];
        var file = _directory.Write(
            "init.yaml",
            TestSeeds.FilesOf(node)["/etc/kubernetes/kubeadm-config.yaml"]
        );
        var output = await programs.PreflightAsync(release, file);
        var missing = Missing()
            .Matches(output.Error + output.Text)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(wanted.Split(' '), missing);
        var known = NodeProgram.Of(KubernetesRelease.Parse(release)!).Select(each => each.Name);
        Assert.Empty(missing.Except(known).Except(["cp", "touch"]));
    }

    [Fact]
    public async Task An_endpoint_can_be_an_IPv6_address()
    {
        programs.Locate("1.33.13");
        var nodes = TestSeeds.Compose(
            "three-control-planes",
            text =>
                Of(text, "1.33.13")
                    .Replace(
                        "api.lab.example.org, behind: first-node",
                        "\"fd00::100\"",
                        StringComparison.Ordinal
                    )
        );
        var content = TestSeeds.FilesOf(nodes[1])["/etc/kubernetes/kubeadm-join.yaml"];
        Assert.Contains("[fd00::100]:6443", content, StringComparison.Ordinal);
        var file = _directory.Write("join.yaml", FilledIn(content));
        await AssertAcceptedAsync("1.33.13", file);
    }

    // What else the file says of Kubernetes stays.
    private static string Of(string cluster, string release) =>
        Version().IsMatch(cluster)
            ? Version().Replace(cluster, release)
            : $"{cluster}\nkubernetes: {release}\n";

    // Without a warning of an old version or of an unknown field either.
    private async Task AssertAcceptedAsync(string release, string file)
    {
        var output = await programs.ValidateAsync(release, file);
        var warnings = output
            .Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !Known().IsMatch(line));
        Assert.True(
            output.Text == "ok\n" && !warnings.Any(),
            $"{release}, {file}:\n{output.Text}{output.Error}"
        );
    }

    // As the step's own check does: the values only have the right form.
    private static string FilledIn(string content) =>
        content
            .Replace("PUT-TOKEN-HERE", "000000.0000000000000000", StringComparison.Ordinal)
            .Replace("PUT-HASH-HERE", new string('0', 64), StringComparison.Ordinal)
            .Replace("PUT-CERTIFICATE-KEY-HERE", new string('0', 64), StringComparison.Ordinal);

    [GeneratedRegex(
        @"(?<=^kubernetes:( \{ version:| *\n  version:)? )[0-9]+\.[0-9]+\.[0-9]+",
        RegexOptions.Multiline
    )]
    private static partial Regex Version();

    // The guide wants ipvs, deprecated since 1.35; 1.30 looks for a systemd on the machine that it runs on.
    [GeneratedRegex(
        """field "mode" is set to "ipvs" which has been deprecated since version v1.35|if systemd-resolved is active"""
    )]
    private static partial Regex Known();

    // "[ERROR FileExisting-conntrack]: conntrack not found in system path"
    [GeneratedRegex(@"FileExisting-([a-z]+)\]")]
    private static partial Regex Missing();

    [GeneratedRegex(@"^apiVersion: ""?kubeadm\.k8s\.io/", RegexOptions.Multiline)]
    private static partial Regex KubeadmFile();
}
