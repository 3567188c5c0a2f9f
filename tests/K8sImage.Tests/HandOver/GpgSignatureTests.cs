using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>Signatures by gpg. Alone, because its keyring is the process's own.</summary>
[CollectionDefinition(nameof(GpgSignatureTests), DisableParallelization = true)]
[Collection(nameof(GpgSignatureTests))]
public sealed class GpgSignatureTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _keys = new();

    [Fact]
    public async Task A_signature_of_gpg_is_checked_where_the_key_is_known()
    {
        var home = Directory.CreateDirectory(_keys["gnupg"]).FullName;
        File.SetUnixFileMode(
            home,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        Environment.SetEnvironmentVariable("GNUPGHOME", home);
        try
        {
            (
                await ExternalTool.Run(
                    "gpg",
                    "--batch",
                    "--passphrase",
                    "",
                    "--quick-generate-key",
                    "Hander <h@example.org>",
                    "ed25519",
                    "sign",
                    "0"
                )
            ).EnsureSuccess();
            var written = await _bundles.WriteAsync(sign: sums =>
                BundleSignature.SignAsync(sums, "h@example.org", Stop)
            );
            var sums = Path.Combine(written, BundleSums.FileName);
            var findings = new FindingCollection();
            new BundleChecker(written, findings).Check();
            var good = await BundleSignature.CheckAsync(sums, sums, null, findings, Stop);
            Assert.Empty(findings);
            Assert.EndsWith(
                "Hander <h@example.org>",
                Assert.Single(good),
                StringComparison.Ordinal
            );

            await File.AppendAllTextAsync(sums, " ", Stop);
            Assert.Empty(await BundleSignature.CheckAsync(sums, sums, null, findings, Stop));
            Assert.Equal(HandOverRules.BadSignature.Code, Assert.Single(findings).Code);

            Environment.SetEnvironmentVariable(
                "GNUPGHOME",
                Directory.CreateDirectory(_keys["other"]).FullName
            );
            var unknown = new FindingCollection();
            Assert.Empty(await BundleSignature.CheckAsync(sums, sums, null, unknown, Stop));
            Assert.Equal(HandOverRules.NoSignature.Code, Assert.Single(unknown).Code);
        }
        finally
        {
            await ExternalTool.Run("gpgconf", "--homedir", home, "--kill", "all");
            Environment.SetEnvironmentVariable("GNUPGHOME", null);
        }
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _keys.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
