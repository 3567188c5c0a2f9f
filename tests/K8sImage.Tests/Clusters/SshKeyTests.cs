using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Clusters;

public sealed class SshKeyTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly FindingCollection _findings = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_path_is_read_beside_the_cluster_file_and_may_hold_several_keys()
    {
        var other = ClusterText.Key.Replace("admin", "other", StringComparison.Ordinal);
        _directory.Write(
            "keys/id.pub",
            $"# who may log in\n\n{ClusterText.Key}\r\n{other}\n{ClusterText.Key}\n"
        );
        Assert.Equal([ClusterText.Key, other], Read("keys/id.pub")!.AuthorizedKeys);
        Assert.Empty(_findings);
    }

    [Fact]
    public async Task What_ssh_keygen_makes_is_accepted()
    {
        foreach (var type in (string[])["ed25519", "ecdsa", "rsa"])
        {
            var path = _directory[$"id_{type}"];
            (
                await ExternalTool.Run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", path)
            ).EnsureSuccess();
            Assert.NotNull(Read($"{path}.pub"));
        }
        Assert.Empty(_findings);
    }

    [Fact]
    public async Task A_private_key_is_refused_and_not_shown()
    {
        var path = _directory["id"];
        (
            await ExternalTool.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path)
        ).EnsureSuccess();
        Assert.Null(Read("id"));
        var finding = Assert.Single(_findings);
        Assert.Equal("K8S109", finding.Code);
        Assert.StartsWith("this is a private key", finding.Message, StringComparison.Ordinal);
        var secret = (await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken))[1];
        Assert.DoesNotContain(secret[..10], finding.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file holds no SSH key")]
    [InlineData("# none\n", "the file holds no SSH key")]
    [InlineData("ssh-dss AAAAB3NzaC1kc3M= a\n", "this is not an SSH public key")]
    [InlineData("ssh-ed25519 AAAA a\n", "the key is damaged")]
    [InlineData(
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIHOK3ZPGkqlgdcjB7bjwZJpv2y0iUlsmU4sYSeR3L5LB a\n",
        "the key is damaged"
    )]
    [InlineData(
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHOK3ZPGkqlgdcjB7bjwZJpv2y0iUlsmU4sYSeR3 a\n",
        "the key is damaged"
    )]
    [InlineData("hello\n", "this is not an SSH public key")]
    public void A_file_without_a_whole_public_key_is_refused(string content, string message)
    {
        _directory.Write("id.pub", content);
        AssertRefused("id.pub", message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() =>
        AssertRefused("none.pub", "the SSH key's file 'none.pub' can't be read");

    [Fact]
    public void A_directory_is_refused() =>
        AssertRefused(".", "the SSH key's file '.' can't be read");

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        _directory.Write("id.pub", new string('#', 100_000));
        AssertRefused("id.pub", "the file is too large for SSH keys");
    }

    [Fact]
    public void A_device_that_never_ends_is_refused() =>
        AssertRefused("/dev/zero", "the file is too large for SSH keys");

    [Fact]
    public void A_key_of_two_lines_is_refused() =>
        AssertRefused($"\"{ClusterText.Key}\\nssh-rsa x\"", "an SSH key is one line");

    private void AssertRefused(string entry, string message)
    {
        Assert.Null(Read(entry));
        var finding = _findings.Single(finding => finding.Severity == Severity.Error);
        Assert.Equal("K8S109", finding.Code);
        Assert.StartsWith(message, finding.Message, StringComparison.Ordinal);
    }

    private Cluster? Read(string entry)
    {
        var path = _directory.Write(
            "lab.yaml",
            ClusterText.With($"ssh: {{ authorizedKeys: [{entry}] }}")
        );
        return ClusterReader.ReadFile(path, "lab.yaml", _findings);
    }
}
