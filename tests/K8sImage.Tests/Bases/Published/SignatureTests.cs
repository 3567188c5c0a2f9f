using System.Text;
using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using Org.BouncyCastle.Bcpg;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

public sealed class SignatureTests : IAsyncLifetime
{
    private const string List = Publisher.Directory + "SHA256SUMS";
    private const string Signature = List + ".gpg";

    private readonly Publisher _publisher = new();

    private Dictionary<string, byte[]> Files => _publisher.Server.Files;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    [Theory]
    [InlineData(HashAlgorithmTag.Sha256, true)]
    [InlineData(HashAlgorithmTag.Sha384, true)]
    [InlineData(HashAlgorithmTag.Sha512, false)]
    public async Task A_signature_with_a_strong_hash_holds_armored_or_not(
        HashAlgorithmTag hash,
        bool armored
    )
    {
        Files[Signature] = _publisher.Key.Sign(Files[List], hash, armored: armored);
        await _publisher.FetchAsync();
    }

    [Theory]
    [InlineData(HashAlgorithmTag.Sha1)]
    [InlineData(HashAlgorithmTag.MD5)]
    [InlineData(HashAlgorithmTag.RipeMD160)]
    public async Task A_signature_with_a_weak_hash_does_not_hold(HashAlgorithmTag hash)
    {
        Files[Signature] = _publisher.Key.Sign(Files[List], hash);
        await RefusedAsync(BaseRules.Signature, $"rests on {hash}");
    }

    [Fact]
    public async Task A_changed_list_is_a_finding()
    {
        Files[List] = Encoding.UTF8.GetBytes($"{new string('a', 64)} *{Publisher.Name}\n");
        await RefusedAsync(BaseRules.Signature, "doesn't fit the list");
    }

    [Fact]
    public async Task A_signature_by_another_key_is_a_finding()
    {
        Files[Signature] = new TestKey().Sign(Files[List]);
        await RefusedAsync(BaseRules.Key, "is signed by key");
    }

    [Fact]
    public async Task A_signature_of_text_a_critical_unknown_and_an_old_version_do_not_hold()
    {
        Files[Signature] = _publisher.Key.Sign(Files[List], text: true);
        await RefusedAsync(BaseRules.Signature, "no signature of a file");
        Files[Signature] = _publisher.Key.Sign(Files[List], unknownCondition: true);
        await RefusedAsync(BaseRules.Signature, "conditions");
    }

    [Fact]
    public async Task A_signature_holds_from_its_keys_beginning_to_its_own_end()
    {
        var made = _publisher.Key.Made;
        Files[Signature] = _publisher.Key.Sign(Files[List], made: made.AddSeconds(-1));
        await RefusedAsync(BaseRules.Signature, "before its key");
        Files[Signature] = _publisher.Key.Sign(
            Files[List],
            made: _publisher.Now.UtcDateTime.AddDays(2)
        );
        await RefusedAsync(BaseRules.Signature, "in the future");
        var signed = _publisher.Now.UtcDateTime.AddDays(-10);
        Files[Signature] = _publisher.Key.Sign(
            Files[List],
            made: signed,
            lifetime: TimeSpan.FromDays(9)
        );
        await RefusedAsync(BaseRules.Signature, "expired on 2026-09-30");
        Files[Signature] = _publisher.Key.Sign(
            Files[List],
            made: signed,
            lifetime: TimeSpan.FromDays(11)
        );
        await _publisher.FetchAsync();
    }

    [Fact]
    public async Task An_expired_key_is_a_finding_and_one_that_expires_later_is_not()
    {
        _publisher.Key = new TestKey(lifetime: TimeSpan.FromDays(31));
        _publisher.Publish();
        await RefusedAsync(BaseRules.Key, "expired on 2026-02-01");
        _publisher.Key = new TestKey(lifetime: TimeSpan.FromDays(365));
        _publisher.Publish();
        await _publisher.FetchAsync();
    }

    [Fact]
    public async Task A_revoked_key_is_a_finding()
    {
        _publisher.Key.Revoke();
        await RefusedAsync(BaseRules.Key, "revoked");
    }

    [Fact]
    public async Task A_subkey_that_is_bound_both_ways_may_sign()
    {
        _publisher.Key = new TestKey(signingSubkey: true);
        _publisher.Publish();
        await _publisher.FetchAsync();
    }

    [Fact]
    public async Task A_subkey_that_does_not_claim_its_primary_key_or_is_revoked_may_not_sign()
    {
        _publisher.Key = new TestKey(signingSubkey: true, claimsBack: false);
        _publisher.Publish();
        await RefusedAsync(BaseRules.Key, "is signed by key");
        _publisher.Key = new TestKey(signingSubkey: true);
        _publisher.Key.Revoke(subkey: true);
        _publisher.Publish();
        await RefusedAsync(BaseRules.Key, "is signed by key");
    }

    [Fact]
    public async Task A_key_file_with_another_key_or_none_is_a_finding()
    {
        var image = _publisher.Base();
        var file = image.Checksums!.KeyFile;
        File.WriteAllBytes(file, new TestKey().Public());
        await RefusedAsync(BaseRules.Key, "no key of that fingerprint", image);
        File.WriteAllText(file, "no key");
        await RefusedAsync(BaseRules.Key, "", image);
        File.Delete(file);
        await RefusedAsync(BaseRules.Key, "can't be read", image);
        Assert.Empty(_publisher.Server.Asked);
    }

    [Theory]
    [InlineData("", "no digest for")]
    [InlineData("{0} *other.img\n", "no digest for")]
    [InlineData("{0} *x{1}\n", "no digest for")]
    [InlineData("{0}\t{1}\n", "no digest for")]
    [InlineData("0123 *{1}\n", "no single")]
    [InlineData("{0} *{1}\n0{0} *{1}\n", "no single")]
    public async Task A_list_that_does_not_tell_the_digest_is_a_finding(string list, string message)
    {
        _publisher.Sign(
            list.Replace("{0}", _publisher.Digest, StringComparison.Ordinal)
                .Replace("{1}", Publisher.Name, StringComparison.Ordinal)
        );
        await RefusedAsync(BaseRules.Checksums, message);
    }

    [Theory]
    [InlineData("{0}  {1}\n")]
    [InlineData("{0} *{1}\r\n")]
    [InlineData("{0} *{1}\n{0} *{1}")]
    public async Task A_list_is_read_as_sha256sum_writes_it(string list)
    {
        _publisher.Sign(
            list.Replace("{0}", _publisher.Digest, StringComparison.Ordinal)
                .Replace("{1}", Publisher.Name, StringComparison.Ordinal)
        );
        await _publisher.FetchAsync();
    }

    [Fact]
    public void Whatever_a_server_sends_as_a_signature_ends_in_a_finding()
    {
        var checksums = _publisher.Base().Checksums!;
        var list = Files[List];
        var good = _publisher.Key.Sign(list, armored: false);
        var key = PublisherKey.Read(checksums, _publisher.Now);
        key.Verify(list, good);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var bad = good.ToArray();
            for (var j = random.Next(4); j >= 0; j--)
            {
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            }
            bad = bad[..random.Next(1, bad.Length + 1)];
            // The end of a signature is not signed: a change there may leave it as good as it was.
            var thrown = Record.Exception(() => key.Verify(list, bad));
            Assert.True(thrown is null or FindingException, $"{thrown}");
            if (thrown is null)
            {
                Assert.Equal(Signed(good), Signed(bad));
            }
        }

        static string Signed(byte[] signature)
        {
            var read = DetachedSignature.Read(signature)[0];
            return Convert.ToHexString([.. read.GetSignatureTrailer(), .. read.GetSignature()]);
        }
    }

    [Fact]
    public void Canonicals_own_signature_holds_by_the_key_in_the_repository()
    {
        var findings = new FindingCollection();
        var file = Path.Combine(Repository.Root, "images", "bases", "ubuntu-24.04.yaml");
        var image = Assert.IsType<PublishedBase>(
            new BaseReader(findings).ReadFile(file, "ubuntu-24.04.yaml")
        );
        var published = Path.Combine(Repository.Tests, "Bases", "Published", "Canonical");
        var list = File.ReadAllBytes(Path.Combine(published, "SHA256SUMS"));
        var signature = File.ReadAllBytes(Path.Combine(published, "SHA256SUMS.gpg"));
        var key = PublisherKey.Read(image.Checksums!, _publisher.Now);
        key.Verify(list, signature);
        // In the directory of the daily builds the released image has a name of its own.
        var digest = ChecksumFile.DigestOf(list, "noble-server-cloudimg-amd64.img", image.Place);
        Assert.Equal(image.Digest, digest);
        list[0] ^= 1;
        Assert.Throws<FindingException>(() => key.Verify(list, signature));
    }

    private async Task RefusedAsync(Rule rule, string message, PublishedBase? image = null)
    {
        var finding = await _publisher.FaultAsync(rule, image);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Empty(_publisher.Cached());
    }
}
