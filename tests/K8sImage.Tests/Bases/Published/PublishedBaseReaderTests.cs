using K8sImage.Bases;
using K8sImage.Findings;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

public sealed class PublishedBaseReaderTests
{
    private const string Fingerprint = "D2EB44626FDDC30B513D5BB71A5D6C4C7DB87C81";

    private const string Whole = $"""
        title: Ubuntu
        kind: published
        url: https://example.org/releases/release-20260926/server.img
        format: qcow2
        size: 625612288
        digest: sha256:6a81c37564db9b1ee84e141922625e1d7c5b389b99bb3c572e0243607d5bb4d2
        checksums:
          file: SHA256SUMS
          signature: SHA256SUMS.gpg
          key: {Fingerprint}
        """;

    [Fact]
    public void A_published_base_is_read()
    {
        var (image, findings) = Read(Whole);
        Assert.Empty(findings);
        var published = Assert.IsType<PublishedBase>(image);
        Assert.Equal(
            "https://example.org/releases/release-20260926/server.img",
            published.Url.ToString()
        );
        Assert.Equal(("qcow2", 625612288), (published.Format, published.Size));
        Assert.Equal(
            "sha256:6a81c37564db9b1ee84e141922625e1d7c5b389b99bb3c572e0243607d5bb4d2",
            published.Digest?.ToString()
        );
        Assert.Equal(
            ("SHA256SUMS", "SHA256SUMS.gpg", Fingerprint, $"keys/{Fingerprint}.asc"),
            (
                published.Checksums!.File,
                published.Checksums.Signature,
                published.Checksums.Fingerprint,
                published.Checksums.KeyFile
            )
        );
        Assert.Equal(new Place("ubuntu.yaml", 3, 6), published.Place);
    }

    [Theory]
    [InlineData("http://example.org/20260926/x.img", "K8S417")]
    [InlineData("ftp://example.org/20260926/x.img", "K8S417")]
    [InlineData("file:///20260926/x.img", "K8S417")]
    [InlineData("https://user:secret@example.org/20260926/x.img", "K8S417")]
    [InlineData("https://example.org/20260926/x.img?a=b", "K8S417")]
    [InlineData("https://example.org/20260926/x.img#a", "K8S417")]
    [InlineData("https://example.org/20260926/../x.img", "K8S417")]
    [InlineData("https://example.org/20260926/%2e%2e/x.img", "K8S417")]
    [InlineData("https://example.org/20260926//x.img", "K8S417")]
    [InlineData("https://example.org/20260926/", "K8S417")]
    [InlineData("https://example.org/noble/x.img", "K8S417")]
    [InlineData("https://example.org/20269926/x.img", "K8S417")]
    [InlineData("https://example.org/120260926/x.img", "K8S417")]
    [InlineData("https://20260926.example.org/x.img", "K8S417")]
    [InlineData("https://[fe80/20260926/x.img", "K8S417")]
    [InlineData("https://example.org:99999/20260926/x.img", "K8S417")]
    public void An_address_that_is_not_safe_or_not_dated_is_a_finding(string url, string code) =>
        AssertWrong(
            Whole.Replace(
                "https://example.org/releases/release-20260926/server.img",
                "§" + url,
                StringComparison.Ordinal
            ),
            code
        );

    [Theory]
    [InlineData("current")]
    [InlineData("latest")]
    public void A_directory_that_moves_is_a_finding_at_its_name(string word) =>
        AssertWrong(
            Whole.Replace("/release-20260926", $"§/{word}/20260926", StringComparison.Ordinal),
            "K8S417"
        );

    [Theory]
    [InlineData("http://127.0.0.1:8080/20260926/x.img")]
    [InlineData("http://[::1]/20260926/x.img")]
    [InlineData(
        "https://cloud.example/trixie/20260914-2601/debian-13-generic-amd64-20260914-2601.qcow2"
    )]
    public void An_address_that_is_safe_and_dated_is_taken(string url)
    {
        var (image, findings) = Read(
            Whole.Replace(
                "https://example.org/releases/release-20260926/server.img",
                url,
                StringComparison.Ordinal
            )
        );
        Assert.Empty(findings);
        Assert.NotNull(image);
    }

    [Theory]
    [InlineData("format: qcow2", "format: §vmdk", "K8S412")]
    [InlineData("size: 625612288", "size: §597M", "K8S412")]
    [InlineData("size: 625612288", "size: §0", "K8S412")]
    [InlineData("size: 625612288", "size: §-1", "K8S412")]
    [InlineData("size: 625612288", "size: §99999999999999999999", "K8S412")]
    [InlineData("sha256:6a", "§sha512:6a", "K8S412")]
    [InlineData("sha256:6a", "§sha256:a", "K8S412")]
    [InlineData("sha256:6a", "§sha256:6A", "K8S412")]
    [InlineData("sha256:6a", "§6a", "K8S412")]
    [InlineData("sha256:6a", "§md5:6a", "K8S412")]
    [InlineData("file: SHA256SUMS", "file: §../SHA256SUMS", "K8S412")]
    [InlineData("file: SHA256SUMS", "file: §a/b", "K8S412")]
    [InlineData("signature: SHA256SUMS.gpg", "signature: §.gpg", "K8S412")]
    [InlineData("key: D2EB44626FDD", "key: §1A5D6C", "K8S412")]
    [InlineData("key: D2EB", "key: §d2eb", "K8S412")]
    [InlineData("  key: D2EB", "  §keys: D2EB", "K8S020", 1)]
    [InlineData("format:", "§fromat:", "K8S020", 1)]
    public void A_wrong_value_is_a_finding_at_its_place(
        string old,
        string changed,
        string code,
        int count = 1
    )
    {
        var marked = new Marked(
            Whole.Replace(old, changed, StringComparison.Ordinal),
            "ubuntu.yaml"
        );
        var (image, findings) = Read(marked.Text);
        Assert.Null(image);
        Assert.Equal(count, findings.Count);
        var at = new FindingCollection { findings.First(finding => finding.Code == code) };
        marked.AssertOnly(code, at);
    }

    [Theory]
    [InlineData("title: Ubuntu\n")]
    [InlineData("url: https://example.org/releases/release-20260926/server.img\n")]
    [InlineData("format: qcow2\n")]
    [InlineData("size: 625612288\n")]
    [InlineData("  file: SHA256SUMS\n")]
    [InlineData("  signature: SHA256SUMS.gpg\n")]
    public void A_missing_key_is_a_finding(string line)
    {
        var (image, findings) = Read(Whole.Replace(line, "", StringComparison.Ordinal));
        Assert.Null(image);
        Assert.Equal("K8S022", Assert.Single(findings).Code);
    }

    [Fact]
    public void What_is_neither_signed_nor_pinned_is_a_finding()
    {
        var lines = Whole.Split('\n');
        var (image, findings) = Read(string.Join('\n', lines[..5]));
        Assert.Null(image);
        Assert.Equal("K8S416", Assert.Single(findings).Code);
        Assert.NotNull(Read(string.Join('\n', lines[..6])).Image);
        Assert.NotNull(Read(string.Join('\n', [.. lines[..5], .. lines[6..]])).Image);
        // A list that is not one does not count as signed.
        Assert.Null(Read(string.Join('\n', [.. lines[..5], "checksums: SHA256SUMS"])).Image);
    }

    [Fact]
    public void Every_published_base_of_the_project_with_a_signature_has_its_key()
    {
        var findings = new FindingCollection();
        var bases = Directory
            .GetFiles(Path.Combine(Repository.Root, "images", "bases"), "*.yaml")
            .Select(file => new BaseReader(findings).ReadFile(file, file))
            .OfType<PublishedBase>()
            .ToList();
        Assert.NotEmpty(bases);
        Assert.All(
            bases.Where(image => image.Checksums is not null),
            image => Assert.True(File.Exists(image.Checksums!.KeyFile))
        );
    }

    private static void AssertWrong(string text, string code)
    {
        var marked = new Marked(text, "ubuntu.yaml");
        var (image, findings) = Read(marked.Text);
        Assert.Null(image);
        marked.AssertOnly(code, findings);
    }

    private static (BaseImage? Image, FindingCollection Findings) Read(string text)
    {
        var findings = new FindingCollection();
        var root = YamlReader.Read(text, "ubuntu.yaml", findings);
        return (new BaseReader(findings).Read(root, "ubuntu", "keys"), findings);
    }
}
