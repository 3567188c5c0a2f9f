using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

public sealed class ResumeTests : IAsyncLifetime
{
    private const string ImagePath = Publisher.Directory + Publisher.Name;
    private const int Cut = 100_000;

    private readonly Publisher _publisher = new();

    private TestServer Server => _publisher.Server;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    [Theory]
    [InlineData("ETag: \"one\"", "\"one\"")]
    [InlineData("Last-Modified: Sat, 26 Sep 2026 18:23:12 GMT", "Sat, 26 Sep 2026 18:23:12 GMT")]
    public async Task A_cut_download_says_so_and_the_next_run_fetches_only_the_rest(
        string validator,
        string asked
    )
    {
        Server.Validator = validator;
        var finding = await CutAsync();
        Assert.Contains($"{Cut} of 300000 bytes are kept", finding.Hint, StringComparison.Ordinal);
        Assert.Equal(Cut, new FileInfo(_publisher.PartOf(_publisher.Base())).Length);

        var disk = await _publisher.FetchAsync();

        Assert.Equal(_publisher.Digest, disk.Digest);
        Assert.Equal($"{ImagePath} bytes={Cut}- if {asked}", Server.Asked[^1]);
        Assert.Equal(2, _publisher.Cached().Length);
    }

    [Fact]
    public async Task A_file_that_changed_on_the_server_is_fetched_anew()
    {
        await CutAsync();
        Array.Fill(_publisher.Image, (byte)7, 1000, 1000);
        _publisher.Publish();
        Server.Validator = "ETag: \"two\"";
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_gives_all_of_it()
    {
        await CutAsync();
        Server.KnowsRanges = false;
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
    }

    [Theory]
    [InlineData("ETag: W/\"one\"")]
    [InlineData("Server: test")]
    public async Task Without_a_promise_of_the_same_bytes_no_rest_is_asked_for(string validator)
    {
        Server.Validator = validator;
        await CutAsync();
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
        Assert.Equal(ImagePath, Server.Asked[^1]);
    }

    [Fact]
    public async Task A_range_that_the_server_refuses_is_followed_by_all_of_it()
    {
        await CutAsync();
        Server.WrongRange = 300_000;
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
        Assert.Equal(ImagePath, Server.Asked[^1]);
    }

    [Fact]
    public async Task A_range_that_nobody_asked_for_leaves_nothing()
    {
        await CutAsync();
        Server.WrongRange = 5;
        await _publisher.FaultAsync(BaseRules.Server);
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task A_part_that_was_tampered_with_leaves_nothing()
    {
        await CutAsync();
        var part = _publisher.PartOf(_publisher.Base());
        var bytes = File.ReadAllBytes(part);
        bytes[500] ^= 1;
        File.WriteAllBytes(part, bytes);
        await _publisher.FaultAsync(BaseRules.Digest);
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task A_whole_part_is_verified_and_not_fetched_again()
    {
        // A part that no download of ours has begun is somebody else's, and a finding.
        await CutAsync();
        var before = Server.Asked.Count;
        var image = _publisher.Base();
        File.WriteAllBytes(_publisher.PartOf(image), _publisher.Image);
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync(image)).Digest);
        Assert.DoesNotContain(Server.Asked.Skip(before), asked => asked.StartsWith(ImagePath));
    }

    [Fact]
    public async Task A_part_that_is_too_long_is_thrown_away()
    {
        await CutAsync();
        var image = _publisher.Base();
        File.WriteAllBytes(_publisher.PartOf(image), new byte[400_000]);
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync(image)).Digest);
    }

    [Fact]
    public async Task A_cancelled_download_leaves_only_what_it_can_go_on_with()
    {
        using var user = new CancellationTokenSource();
        Server.CutAfter = Cut;
        Server.Stalls = true;
        var progress = new CancelAt(Cut, _publisher.Image.Length, user);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _publisher.Fetcher().GetAsync(_publisher.Base(), progress, user.Token)
        );
        var part = Path.GetFileName(_publisher.PartOf(_publisher.Base()));
        Assert.Equal([part, part + ".validator"], _publisher.Cached());

        Heal();
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync()).Digest);
        Assert.Equal($"{ImagePath} bytes={Cut}- if \"one\"", Server.Asked[^1]);
    }

    [Fact]
    public async Task A_silent_server_is_a_finding_and_what_came_is_kept()
    {
        _publisher.StallLimit = TimeSpan.FromMilliseconds(300);
        var image = _publisher.Base(signed: false, Pinned());
        Server.CutAfter = Cut;
        Server.Stalls = true;
        var finding = await _publisher.FaultAsync(BaseRules.Cut, image);
        Assert.Contains("for 0.3 s", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Cut, new FileInfo(_publisher.PartOf(image)).Length);
    }

    private ImageDigest Pinned() => ImageDigest.OfHex(_publisher.Digest)!;

    private async Task<Finding> CutAsync()
    {
        Server.CutAfter = Cut;
        var finding = await _publisher.FaultAsync(BaseRules.Cut);
        Heal();
        return finding;
    }

    private void Heal()
    {
        Server.CutAfter = null;
        Server.Stalls = false;
    }

    private sealed class CancelAt(int length, int size, CancellationTokenSource user)
        : IProgress<BaseProgress>
    {
        public void Report(BaseProgress value)
        {
            if (value.Fraction >= (double)length / size)
            {
                user.Cancel();
            }
        }
    }
}
