using System.Security.Cryptography;
using System.Text;
using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

/// <summary>A publisher with one image, a signed list of digests and a server; and the user's cache.</summary>
internal sealed class Publisher : IAsyncDisposable
{
    public const string Name = "server-20260926.img";
    public const string Directory = "release-20260926/";

    private static readonly Place UrlPlace = new("ubuntu.yaml", 3, 6);
    private static readonly Place ListPlace = new("ubuntu.yaml", 8, 3);

    private readonly TestDirectory _files = new();

    public Publisher()
    {
        Image = new byte[300_000];
        new Random(1).NextBytes(Image);
        ((ReadOnlySpan<byte>)[(byte)'Q', (byte)'F', (byte)'I', 0xfb, 0, 0, 0, 3]).CopyTo(Image);
        // No backing file, no data file.
        Image.AsSpan(8, 8).Clear();
        Image.AsSpan(72, 8).Clear();
        Publish();
    }

    public TestServer Server { get; } = new();

    public TestKey Key { get; set; } = new();

    public byte[] Image { get; set; }

    public string CacheDirectory => _files["cache"];

    public TimeSpan StallLimit { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The day on which the user fetches.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Image));

    /// <summary>Puts image, list and signature on the server.</summary>
    public void Publish()
    {
        Server.Files[Directory + Name] = Image;
        Sign($"{new string('0', 64)} *other.img\n{Digest} *{Name}\n");
    }

    /// <summary>Puts a list with its signature on the server.</summary>
    public void Sign(string list)
    {
        var bytes = Encoding.UTF8.GetBytes(list);
        Server.Files[Directory + "SHA256SUMS"] = bytes;
        Server.Files[Directory + "SHA256SUMS.gpg"] = Key.Sign(bytes);
    }

    /// <summary>The base as its file would describe it.</summary>
    public PublishedBase Base(bool signed = true, ImageDigest? digest = null)
    {
        System.IO.Directory.CreateDirectory(_files.Path);
        File.WriteAllBytes(_files[Key.Fingerprint + ".asc"], Key.Public());
        return new PublishedBase(
            "ubuntu",
            "Ubuntu",
            UrlPlace,
            "qcow2",
            new Uri(Server.Root + Directory + Name),
            Image.Length,
            digest,
            signed
                ? new SignedChecksums(
                    ListPlace,
                    "SHA256SUMS",
                    "SHA256SUMS.gpg",
                    Key.Fingerprint,
                    _files[Key.Fingerprint + ".asc"]
                )
                : null
        );
    }

    public PublishedBaseFetcher Fetcher(HttpMessageHandler? handler = null) =>
        new(
            new BaseCache(CacheDirectory),
            handler ?? PublisherServer.CreateHandler(),
            StallLimit,
            new Clock(Now)
        );

    public Task<BaseDisk> FetchAsync(PublishedBase? image = null) =>
        Fetcher().GetAsync(image ?? Base(), null, TestContext.Current.CancellationToken);

    /// <summary>Fails the test unless the fetch ends with one finding of this code.</summary>
    public async Task<Finding> FaultAsync(Rule rule, PublishedBase? image = null)
    {
        var thrown = await Assert.ThrowsAsync<FindingException>(() => FetchAsync(image));
        var finding = Assert.Single(thrown.Findings);
        Assert.Equal(rule.Code, finding.Code);
        Assert.NotEmpty(finding.Message);
        Assert.NotEmpty(finding.Hint);
        return finding;
    }

    /// <summary>What is in the cache, but for locks and records.</summary>
    public string[] Cached() =>
        [
            .. System
                .IO.Directory.GetFiles(CacheDirectory)
                .Select(path => Path.GetFileName(path))
                .Where(name => Path.GetExtension(name) is not (".lock" or ".record"))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>What of a download is there.</summary>
    public string PartOf(PublishedBase image) =>
        Path.Combine(
            CacheDirectory,
            $"{image.Name}-{PublishedBaseFetcher.KeyOf(image)}.{image.Format}.part"
        );

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _files.Dispose();
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
