using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Files;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>A bundle that was received as a directory: nothing in it is read but plain files.</summary>
public sealed class ReceivedBundleTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _directory = new();

    [Fact]
    public void A_pipe_is_no_bundle()
    {
        Planted.At(_directory["pipe"], "pipe", _directory["elsewhere"]);
        var refused = Assert.Throws<FindingException>(() =>
            ReceivedBundle.Open(_directory["pipe"], [])
        );
        Assert.Equal("K8S770", Assert.Single(refused.Findings).Code);
    }

    // What a link leads to is what was handed over, byte for byte: today.
    [Theory]
    [InlineData("index.html", "link to what was written")]
    [InlineData("k8s-node1/lab-k8s-node1-seed.iso", "link to what was written")]
    [InlineData("k8s-node1", "link to what was written")]
    [InlineData("proof", "link to what was written")]
    [InlineData("manifest.json", "link to what was written")]
    [InlineData("SHA256SUMS.asc", "link to a file")]
    [InlineData("k8s-node1/more", "link to a file")]
    [InlineData("more", "link to a directory")]
    [InlineData("k8s-node1/more", "dangling link")]
    [InlineData("k8s-node1/more", "pipe")]
    [InlineData("index.html", "pipe")]
    public async Task A_link_and_a_pipe_are_named(string path, string what)
    {
        var written = await _bundles.WriteAsync();
        Planted.At(Path.Combine(written, path), what, _directory["elsewhere"]);
        var findings = new FindingCollection();
        new BundleChecker(written, findings).Check();
        var finding = Assert.Single(
            findings,
            finding => finding.Code == HandOverRules.NotPlain.Code
        );
        Assert.Equal(
            (Path.Combine(written, path), Severity.Error),
            (finding.Place.File, finding.Severity)
        );
        Assert.StartsWith(
            what == "pipe" ? "it is a device, a pipe" : "it is a symbolic link",
            finding.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("link to what was written")]
    [InlineData("pipe")]
    public async Task Sums_that_are_no_plain_file_are_not_read(string what)
    {
        var written = await _bundles.WriteAsync();
        Planted.At(Path.Combine(written, "SHA256SUMS"), what, _directory["elsewhere"]);
        var refused = Assert.Throws<FindingException>(() => new BundleChecker(written, []).Check());
        Assert.Equal(HandOverRules.NotWhole.Code, Assert.Single(refused.Findings).Code);
    }

    [Fact]
    public async Task The_target_takes_the_directory_and_the_archive_and_passes_neither_with_a_link()
    {
        var written = await _bundles.WriteAsync();
        foreach (var bundle in (string[])[written, written + ".zip"])
        {
            var good = await RunAsync("CheckBundle", "--bundle", bundle);
            Assert.Contains(
                "Nothing in it has changed",
                good.EnsureSuccess().Text,
                StringComparison.Ordinal
            );
        }
        Planted.At(
            Path.Combine(written, "k8s-node1"),
            "link to what was written",
            _directory["elsewhere"]
        );
        Archive.Add(written + ".zip", "lab/more", Archive.Link);
        foreach (var bundle in (string[])[written, written + ".zip"])
        {
            var refused = await RunAsync("CheckBundle", "--bundle", bundle);
            Assert.Equal(255, refused.ExitCode);
            Assert.Contains(HandOverRules.NotPlain.Code, refused.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("Nothing in it", refused.Text, StringComparison.Ordinal);
        }
        Assert.Empty(LeftOf("lab"));
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _directory.Dispose();
    }

    private Task<ToolOutput> RunAsync(params IReadOnlyList<string> arguments) =>
        BuildProcess.Start(arguments, _directory.Path, ("TMPDIR", _directory.Path)).End();

    // What was unpacked is gone again.
    private IEnumerable<string> LeftOf(string name) =>
        TemporaryDirectory
            .In(_directory.Path)
            .SelectMany(path => Directory.GetDirectories(path, name));
}
