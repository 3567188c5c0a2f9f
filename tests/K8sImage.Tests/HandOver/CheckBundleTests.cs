using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>What the receiver of a bundle is told.</summary>
public sealed class CheckBundleTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _keys = new();

    [Fact]
    public async Task A_bundle_as_it_was_handed_over_is_good()
    {
        _bundles.BakeDisks();
        var manifest = Check(await _bundles.WriteAsync(), out var findings);
        Assert.Empty(findings);
        Assert.Equal(3, manifest!.Nodes.Count);
    }

    [Fact]
    public async Task A_bundle_in_which_any_byte_has_changed_is_refused()
    {
        _bundles.BakeDisks();
        var written = await _bundles.WriteAsync();
        var files = Directory.GetFiles(written, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 30);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, Stop);
            // Of the sums themselves every byte, of the others one at each end and one between.
            IEnumerable<int> places =
                Path.GetFileName(file) == BundleSums.FileName
                    ? Enumerable.Range(0, bytes.Length)
                    : [0, bytes.Length / 2, bytes.Length - 1];
            foreach (var place in places.Distinct())
            {
                bytes[place] ^= 1;
                await File.WriteAllBytesAsync(file, bytes, Stop);
                Check(written, out var findings);
                Assert.True(findings.HasErrors, $"byte {place} of {file}");
                bytes[place] ^= 1;
            }
            await File.WriteAllBytesAsync(file, bytes, Stop);
        }
        Check(written, out var none);
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_file_that_is_missing_and_one_that_was_added_are_named()
    {
        var written = await _bundles.WriteAsync();
        File.Delete(Path.Combine(written, "proxmox.sh"));
        await File.WriteAllTextAsync(Path.Combine(written, "k8s-node1", "more.sh"), "", Stop);
        Check(written, out var findings);
        Assert.Equal(
            [
                (HandOverRules.Changed.Code, Path.Combine(written, "k8s-node1/more.sh")),
                (HandOverRules.NotWhole.Code, Path.Combine(written, "proxmox.sh")),
            ],
            findings.Select(finding => (finding.Code, finding.Place.File)).Order()
        );
    }

    // Whoever changes the sums as well is found out by what is in the ISOs, if not by a signature.
    [Fact]
    public async Task The_ISO_of_another_node_is_found_out_even_with_sums_that_fit()
    {
        var written = await _bundles.WriteAsync();
        File.Copy(
            Path.Combine(written, "k8s-node2/lab-k8s-node2-seed.iso"),
            Path.Combine(written, "k8s-node1/lab-k8s-node1-seed.iso"),
            overwrite: true
        );
        await SumAnewAsync(written);
        Check(written, out var findings);
        var finding = Assert.Single(findings);
        Assert.Equal(HandOverRules.Changed.Code, finding.Code);
        Assert.StartsWith(
            "it is the seed of another node or bake",
            finding.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "k8s-node1/lab-k8s-node1-seed.iso",
        "manifest.json tells of another file of that name"
    )]
    [InlineData("proxmox.sh", "manifest.json tells of another file of that name")]
    public async Task A_file_that_the_manifest_tells_otherwise_of_is_found_out_even_with_sums_that_fit(
        string path,
        string words
    )
    {
        var written = await _bundles.WriteAsync();
        await File.AppendAllTextAsync(Path.Combine(written, path), "\n", Stop);
        await SumAnewAsync(written);
        Check(written, out var findings);
        var finding = Assert.Single(findings);
        Assert.Equal(Path.Combine(written, path), finding.Place.File);
        Assert.StartsWith(words, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_taken_out_is_missed_even_with_sums_that_fit()
    {
        var written = await _bundles.WriteAsync();
        File.Delete(Path.Combine(written, "k8s-node1/libvirt.xml"));
        await SumAnewAsync(written);
        Check(written, out var findings);
        Assert.Contains(
            "k8s-node1/libvirt.xml",
            Assert.Single(findings).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("more.sh")]
    [InlineData("k8s-node1/user-data")]
    public async Task A_file_that_was_added_is_found_out_even_with_sums_that_fit(string path)
    {
        var written = await _bundles.WriteAsync();
        await File.WriteAllTextAsync(Path.Combine(written, path), "#!/bin/sh\n", Stop);
        await SumAnewAsync(written);
        Check(written, out var findings);
        var finding = Assert.Single(findings);
        Assert.Equal(
            (HandOverRules.Changed.Code, Path.Combine(written, path)),
            (finding.Code, finding.Place.File)
        );
        Assert.Contains(
            "manifest.json does not tell of it",
            finding.Message,
            StringComparison.Ordinal
        );

        // The same in an archive.
        var archive = _keys["lab.zip"];
        BundleArchive.Write(written, "lab", archive);
        findings = [];
        using var bundle = ReceivedBundle.Open(archive, findings)!;
        new BundleChecker(bundle.Directory, findings, bundle.Path).Check();
        Assert.Equal(Path.Combine(archive, path), Assert.Single(findings).Place.File);
    }

    [Fact]
    public async Task A_manifest_that_does_not_say_which_files_there_are_is_found_out()
    {
        var written = await _bundles.WriteAsync();
        var path = Path.Combine(written, "manifest.json");
        var manifest = BundleManifest.Read(path)!;
        await File.WriteAllTextAsync(
            path,
            (manifest with { Statements = [.. manifest.Statements.Skip(1)] }).ToJson(),
            Stop
        );
        await SumAnewAsync(written);
        Check(written, out var findings);
        var finding = Assert.Single(findings);
        Assert.Equal((HandOverRules.Changed.Code, path), (finding.Code, finding.Place.File));
    }

    [Theory]
    [InlineData("untrusted comment: minisign public key\n", "is not a public key of minisign")]
    [InlineData("ssh-ed25519 AAAA somebody\n", "is not a public key of minisign")]
    [InlineData(
        "untrusted comment: minisign public key\nRWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3\n",
        "there is no signature by the key"
    )]
    public async Task Who_says_whose_signature_it_must_be_is_not_content_with_none(
        string key,
        string words
    )
    {
        var written = await _bundles.WriteAsync();
        var findings = new FindingCollection();
        var file = _keys.Write("signer.pub", key);
        var sums = Path.Combine(written, BundleSums.FileName);
        var signers = await BundleSignature.CheckAsync(sums, sums, file, findings, Stop);
        Assert.Empty(signers);
        var finding = Assert.Single(findings);
        Assert.Equal(HandOverRules.BadSignature.Code, finding.Code);
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not an image", "it is no ISO 9660 image that can be read")]
    [InlineData("cut", "it is no ISO 9660 image that can be read")]
    [InlineData("label", "it is no seed: label 'cidatb'")]
    public async Task An_ISO_that_no_node_would_read_is_found_out(string how, string words)
    {
        var written = await _bundles.WriteAsync();
        var iso = Path.Combine(written, "k8s-node1/lab-k8s-node1-seed.iso");
        var bytes = await File.ReadAllBytesAsync(iso, Stop);
        switch (how)
        {
            case "cut":
                bytes = bytes[..(bytes.Length / 2)];
                break;
            case "label":
                bytes[16 * 2048 + 45]++;
                break;
            default:
                bytes = "no image"u8.ToArray();
                break;
        }
        await File.WriteAllBytesAsync(iso, bytes, Stop);
        await SumAnewAsync(written);
        Check(written, out var findings);
        Assert.StartsWith(words, Assert.Single(findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_leads_out_of_the_bundle_is_not_followed()
    {
        var written = await _bundles.WriteAsync();
        var path = Path.Combine(written, "manifest.json");
        var text = await File.ReadAllTextAsync(path, Stop);
        await File.WriteAllTextAsync(
            path,
            text.Replace(
                "\"iso\": \"k8s-node1/lab-k8s-node1-seed.iso\"",
                "\"iso\": \"../../../etc/passwd\"",
                StringComparison.Ordinal
            ),
            Stop
        );
        await SumAnewAsync(written);
        Check(written, out var findings);
        Assert.Equal("k8s-node1 has no seed ISO here", Assert.Single(findings).Message);
    }

    [Fact]
    public void A_directory_without_a_bundle_is_a_finding()
    {
        var none = Assert.Throws<FindingException>(() => Check(_keys.Path, out _));
        var finding = Assert.Single(none.Findings);
        Assert.Equal(HandOverRules.NotWhole.Code, finding.Code);
        Assert.Equal("there is no SHA256SUMS in it", finding.Message);
    }

    // A bake has sums and a manifest too.
    [Fact]
    public void Seeds_that_were_baked_are_not_taken_for_a_broken_bundle()
    {
        var none = Assert.Throws<FindingException>(() => Check(_bundles.Images, out _));
        var finding = Assert.Single(none.Findings);
        Assert.Equal(
            (HandOverRules.NotWhole.Code, _bundles.Images),
            (finding.Code, finding.Place.File)
        );
        Assert.StartsWith(
            "these are the seeds of a bake",
            finding.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("HandOver", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signature_of_minisign_is_checked_by_the_key_that_is_given()
    {
        foreach (var name in (string[])["one", "two"])
        {
            (
                await ExternalTool.Run(
                    "minisign",
                    "-G",
                    "-W",
                    "-p",
                    _keys[name + ".pub"],
                    "-s",
                    _keys[name]
                )
            ).EnsureSuccess();
        }
        var written = await _bundles.WriteAsync(sign: sums =>
            BundleSignature.SignAsync(sums, _keys["one"], Stop)
        );
        var sums = Path.Combine(written, BundleSums.FileName);
        Check(written, out var findings);
        Assert.Single(
            await BundleSignature.CheckAsync(sums, sums, _keys["one.pub"], findings, Stop)
        );
        Assert.Empty(findings);
        Assert.Empty(
            await BundleSignature.CheckAsync(sums, sums, _keys["two.pub"], findings, Stop)
        );
        Assert.Equal(HandOverRules.BadSignature.Code, Assert.Single(findings).Code);
        var unknown = new FindingCollection();
        await BundleSignature.CheckAsync(sums, sums, null, unknown, Stop);
        Assert.Equal(HandOverRules.NoSignature.Code, Assert.Single(unknown).Code);
    }

    [Fact]
    public async Task A_key_that_there_is_not_signs_nothing_and_leaves_no_bundle()
    {
        var failure = await Assert.ThrowsAsync<FindingException>(() =>
            _bundles.WriteAsync(sign: sums =>
                BundleSignature.SignAsync(sums, "nobody@example.org", Stop)
            )
        );
        var finding = Assert.Single(failure.Findings);
        Assert.Equal(HandOverRules.NotSigned.Code, finding.Code);
        Assert.EndsWith("signing failed: No secret key", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("<U+", finding.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bundles.Written));
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _keys.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static BundleManifest? Check(string directory, out FindingCollection findings)
    {
        findings = [];
        return new BundleChecker(directory, findings).Check();
    }

    private static Task SumAnewAsync(string written) =>
        File.WriteAllTextAsync(
            Path.Combine(written, BundleSums.FileName),
            BundleSums.Text(BundleSums.Of(written)),
            Stop
        );
}
