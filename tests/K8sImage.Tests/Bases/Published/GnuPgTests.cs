using System.Text;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

/// <summary>GnuPG and we agree on what holds.</summary>
public sealed class GnuPgTests : IDisposable
{
    private readonly TestDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("rsa3072", "--armor")]
    [InlineData("ed25519", "--no-armor")]
    [InlineData("nistp256", "--armor")]
    public async Task A_signature_of_gpg_holds(string algorithm, string armor)
    {
        var (checksums, list) = await SignedByGpgAsync(
            ["--quick-generate-key", "publisher@example.org", algorithm, "sign", "1y"],
            armor
        );
        var key = PublisherKey.Read(checksums, DateTimeOffset.UtcNow);
        var signature = File.ReadAllBytes(_home["SHA256SUMS.gpg"]);
        key.Verify(list, signature);
        list[0] ^= 1;
        Assert.Throws<FindingException>(() => key.Verify(list, signature));
    }

    [Fact]
    public async Task A_signature_of_a_subkey_of_gpg_holds()
    {
        var (checksums, list) = await SignedByGpgAsync(
            ["--quick-generate-key", "publisher@example.org", "ed25519", "cert", "never"],
            "--armor",
            subkey: true
        );
        PublisherKey
            .Read(checksums, DateTimeOffset.UtcNow)
            .Verify(list, File.ReadAllBytes(_home["SHA256SUMS.gpg"]));
    }

    [Fact]
    public async Task What_the_tests_take_for_good_gpg_takes_for_good()
    {
        var key = new TestKey(signingSubkey: true);
        var list = Encoding.UTF8.GetBytes("list\n");
        File.WriteAllBytes(_home["list"], list);
        File.WriteAllBytes(_home["list.gpg"], key.Sign(list));
        File.WriteAllBytes(_home["key"], key.Public());
        (await Gpg("--import", _home["key"])).EnsureSuccess();
        var output = (await Gpg("--verify", _home["list.gpg"], _home["list"])).EnsureSuccess();
        Assert.Contains("Good signature", output.Error, StringComparison.Ordinal);
    }

    private async Task<(SignedChecksums, byte[] List)> SignedByGpgAsync(
        string[] generate,
        string armor,
        bool subkey = false
    )
    {
        (await Gpg(generate)).EnsureSuccess();
        var listing = await Gpg("--list-keys", "--with-colons");
        var fingerprint = listing
            .Lines.First(line => line.StartsWith("fpr:", StringComparison.Ordinal))
            .Split(':')[9];
        if (subkey)
        {
            (await Gpg("--quick-add-key", fingerprint, "ed25519", "sign", "1y")).EnsureSuccess();
        }
        (
            await Gpg("--armor", "--output", _home["key.asc"], "--export", fingerprint)
        ).EnsureSuccess();
        var list = Encoding.UTF8.GetBytes($"{new string('a', 64)} *x.img\n");
        File.WriteAllBytes(_home["SHA256SUMS"], list);
        (
            await Gpg(
                armor,
                "--output",
                _home["SHA256SUMS.gpg"],
                "--detach-sign",
                _home["SHA256SUMS"]
            )
        ).EnsureSuccess();
        (await Gpg("--verify", _home["SHA256SUMS.gpg"], _home["SHA256SUMS"])).EnsureSuccess();
        return (
            new SignedChecksums(
                new Place("test"),
                "SHA256SUMS",
                "SHA256SUMS.gpg",
                fingerprint,
                _home["key.asc"]
            ),
            list
        );
    }

    private Task<ToolOutput> Gpg(params string[] arguments) =>
        ExternalTool.Run(
            "gpg",
            ["--homedir", _home.Path, "--batch", "--passphrase", "", .. arguments]
        );
}
