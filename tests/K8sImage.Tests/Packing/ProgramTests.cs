using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Commands;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Packing;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Packing;

/// <summary>Kubernetes' programs, before they are packed.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProgramTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_are_unpacked_once_and_only_with_their_digests()
    {
        await WriteArchiveAsync();
        WriteSums("v1.33.13/kube", "v1.33.13/kubelet");

        var programs = await GetAsync();
        Assert.Equal("kubelet", File.ReadAllText(programs + "/v1.33.13/kubelet"));

        // What is unpacked is not unpacked again: the archive may be gone.
        File.Delete(_directory["source/programs.tar.xz"]);
        Assert.Equal(programs, await GetAsync());

        File.AppendAllText(programs + "/v1.33.13/kubelet", "!");
        Write("cache/" + Path.GetFileName(programs) + "/etcd-4.0.0/etcd", "another");
        var e = await Assert.ThrowsAsync<FindingException>(GetAsync);
        var finding = Assert.Single(e.Findings);
        Assert.Equal(("K8S906", programs), (finding.Code, finding.Place.File));
        File.WriteAllText(programs + "/v1.33.13/kubelet", "kubelet");
        Assert.Equal(["etcd-4.0.0/etcd is not in SHA256SUMS"], await WrongAsync());
    }

    [Fact]
    public async Task They_may_stand_there_without_an_archive()
    {
        Write("source/v1.33.13/kube", "kube");
        WriteSums("v1.33.13/kube");

        Assert.Equal(_directory["source"], await GetAsync());
    }

    [Fact]
    public async Task One_that_is_another_or_missing_or_not_listed_is_named()
    {
        await WriteArchiveAsync();
        WriteSums("v1.33.13/kube");
        Assert.Equal(["v1.33.13/kubelet is not in SHA256SUMS"], await WrongAsync());

        WriteSums("v1.33.13/kube", "v1.33.13/kubelet", "v1.33.13/kubeadm");
        File.AppendAllText(
            _directory["source/SHA256SUMS"],
            new string('0', 64) + "  v1.33.13/kube\n"
        );
        Assert.Equal(
            [
                $"v1.33.13/kube has the SHA-256 {DigestOf("kube")}, wanted is {new string('0', 64)}",
                "v1.33.13/kubeadm is not there",
            ],
            await WrongAsync()
        );
        Assert.Empty(Directory.GetFileSystemEntries(_directory["cache"]));
    }

    [Fact]
    public void A_line_that_leads_out_of_the_directory_is_not_one()
    {
        Write("source/SHA256SUMS", $"{DigestOf("kube")}  v1.33.13/../../kube\n");

        var e = Assert.Throws<FindingException>(() =>
            ProgramDirectory.Get(_directory["source"], _directory.Path)
        );
        var finding = Assert.Single(e.Findings);
        Assert.Equal("K8S906", finding.Code);
        Assert.Equal(1, finding.Place.Line);
    }

    [Theory]
    [InlineData("source", "there is no file SHA256SUMS in ")]
    [InlineData(null, "no directory with Kubernetes' programs is named")]
    public void Where_there_are_none_it_is_said(string? told, string words)
    {
        Assert.SkipWhen(
            told is null
                && Environment.GetEnvironmentVariable(ProgramDirectory.Variable) is { Length: > 0 },
            $"{ProgramDirectory.Variable} is set"
        );
        var e = Assert.Throws<FindingException>(() =>
            ProgramDirectory.Get(
                told is null ? null : _directory[told],
                _directory["nothing/beside"]
            )
        );
        var finding = Assert.Single(e.Findings);
        Assert.Equal("K8S905", finding.Code);
        Assert.StartsWith(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_without_programs_is_said_with_those_that_there_are()
    {
        WriteSums("v1.34.4/kube", "v1.4.12/kube", "v1.30.14/kubeadm");

        var e = await Assert.ThrowsAsync<FindingException>(() =>
            PackKubernetes.RunAsync(
                new(_directory.Path, _directory["packed"], _directory["source"], ["1.30.14"]),
                _ => { },
                TestContext.Current.CancellationToken
            )
        );
        var finding = Assert.Single(e.Findings);
        Assert.Equal("K8S907", finding.Code);
        Assert.Equal("it has 1.4.12, 1.34.4", finding.Hint);
    }

    [Fact]
    public async Task A_directory_that_was_not_packed_is_not_replaced()
    {
        Write("source/v1.33.13/kube", "kube");
        WriteSums("v1.33.13/kube");
        Write("packed/1.33.13/thesis.txt", "mine");

        var e = await Assert.ThrowsAsync<FindingException>(() =>
            PackKubernetes.RunAsync(
                new(_directory.Path, _directory["packed"], _directory["source"], []),
                _ => { },
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(FileRules.Foreign.Code, Assert.Single(e.Findings).Code);
        Assert.True(File.Exists(_directory["packed/1.33.13/thesis.txt"]));
    }

    [Fact]
    public async Task The_scripts_pass_shellcheck()
    {
        var packing = Path.Combine(Repository.Root, "src", "K8sImage", "Packing");
        var output = await ExternalTool.Run(
            "shellcheck",
            "-x",
            "-P",
            "SCRIPTDIR",
            Path.Combine(packing, "pack.sh"),
            Path.Combine(packing, "packages.sh")
        );
        Assert.True(output.ExitCode == 0, output.Text);
    }

    private void Write(string name, string text) => _directory.Write(name, text);

    // Each program holds its name.
    private void WriteSums(params IReadOnlyList<string> programs) =>
        Write(
            "source/SHA256SUMS",
            string.Concat(programs.Select(path => $"{DigestOf(Path.GetFileName(path))}  {path}\n"))
        );

    private async Task WriteArchiveAsync()
    {
        Write("tree/v1.33.13/kube", "kube");
        Write("tree/v1.33.13/kubelet", "kubelet");
        Directory.CreateDirectory(_directory["source"]);
        var output = await ExternalTool.Run(
            "tar",
            "-cJf",
            _directory["source/programs.tar.xz"],
            "-C",
            _directory["tree"],
            "v1.33.13"
        );
        output.EnsureSuccess();
    }

    private Task<string> GetAsync() =>
        new ProgramCache(_directory["cache"]).GetAsync(
            ProgramDirectory.Get(_directory["source"], _directory.Path),
            _ => { },
            TestContext.Current.CancellationToken
        );

    private async Task<string[]> WrongAsync()
    {
        var e = await Assert.ThrowsAsync<FindingException>(GetAsync);
        Assert.All(e.Findings, finding => Assert.Equal("K8S906", finding.Code));
        return [.. e.Findings.Select(finding => finding.Message)];
    }

    private static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
