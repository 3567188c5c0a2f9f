using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

public sealed class ServerTests : IAsyncLifetime
{
    private const string ImagePath = Publisher.Directory + Publisher.Name;
    private const string ListPath = Publisher.Directory + "SHA256SUMS";

    private readonly Publisher _publisher = new();

    private TestServer Server => _publisher.Server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    [Theory]
    [InlineData(ListPath)]
    [InlineData(ListPath + ".gpg")]
    [InlineData(ImagePath)]
    public async Task A_file_that_is_gone_is_a_finding(string path)
    {
        Server.Files.Remove(path);
        var finding = await _publisher.FaultAsync(BaseRules.Server);
        Assert.Contains("HTTP status 404", finding.Message, StringComparison.Ordinal);
        Assert.Contains("may have removed this release", finding.Hint, StringComparison.Ordinal);
        Assert.Empty(_publisher.Cached());
    }

    [Theory]
    [InlineData(403, "address")]
    [InlineData(429, "later")]
    [InlineData(500, "later")]
    [InlineData(206, "address")]
    [InlineData(204, "address")]
    public async Task A_server_that_refuses_is_a_finding(int status, string hint)
    {
        Server.Statuses[ImagePath] = status;
        var finding = await _publisher.FaultAsync(BaseRules.Server);
        Assert.Contains($"HTTP status {status}", finding.Message, StringComparison.Ordinal);
        Assert.Contains(hint, finding.Hint, StringComparison.Ordinal);
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task A_redirect_is_followed_also_for_the_rest_of_a_download()
    {
        Server.Files["mirror/x"] = _publisher.Image;
        Server.Redirects[ImagePath] = Server.Root + "mirror/x";
        Server.CutAfter = 1000;
        await _publisher.FaultAsync(BaseRules.Cut);
        Server.CutAfter = null;
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
        Assert.Equal("mirror/x bytes=1000- if \"one\"", Server.Asked[^1]);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_is_a_finding()
    {
        Server.Redirects[ImagePath] = Server.Root + "again";
        Server.Redirects["again"] = Server.Root + ImagePath;
        var finding = await _publisher.FaultAsync(BaseRules.Server);
        Assert.Contains("in a circle", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_not_followed()
    {
        using var certificate = Certificate();
        await using var secure = new TestServer(certificate);
        var image = _publisher.Base() with { Url = new Uri(secure.Root + ImagePath) };
        foreach (var (path, content) in Server.Files)
        {
            secure.Files[path] = content;
        }
        using var handler = PublisherServer.CreateHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, given, _, _) =>
            certificate.Equals(given);
        var fetcher = _publisher.Fetcher(handler);

        secure.Redirects[ImagePath] = Server.Root + ImagePath;
        var thrown = await Assert.ThrowsAsync<FindingException>(() =>
            fetcher.GetAsync(image, null, TestContext.Current.CancellationToken)
        );
        Assert.Equal(BaseRules.Server.Code, Assert.Single(thrown.Findings).Code);
        Assert.Empty(Server.Asked);

        // Over https it is the same image.
        secure.Redirects.Clear();
        var disk = await fetcher.GetAsync(image, null, TestContext.Current.CancellationToken);
        Assert.Equal(_publisher.Digest, disk.Digest);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_finding()
    {
        using var certificate = Certificate();
        await using var secure = new TestServer(certificate);
        var image = _publisher.Base() with { Url = new Uri(secure.Root + ImagePath) };
        await _publisher.FaultAsync(BaseRules.Server, image);
        Assert.Empty(secure.Asked);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_finding()
    {
        var image = _publisher.Base();
        await Server.DisposeAsync();
        var finding = await _publisher.FaultAsync(BaseRules.Server, image);
        Assert.Contains("--base-image", finding.Hint, StringComparison.Ordinal);
        Assert.Empty(_publisher.Cached());
    }

    [Theory]
    [InlineData(ListPath)]
    [InlineData(ListPath + ".gpg")]
    public async Task A_list_or_signature_without_end_is_not_read_to_its_end(string path)
    {
        Server.Files[path] = new byte[Download.MaxSmallFile + 1];
        await _publisher.FaultAsync(BaseRules.Size);
        Assert.Empty(_publisher.Cached());
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(1)
        );
    }
}
