using K8sImage.Bases;
using K8sImage.Bases.Published;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tests.Files;
using Xunit;

namespace K8sImage.Tests.Bases.Published;

public sealed class FetchTests : IAsyncLifetime
{
    private const string ImagePath = Publisher.Directory + Publisher.Name;

    private readonly Publisher _publisher = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _publisher.DisposeAsync();

    [Fact]
    public async Task A_signed_image_is_fetched_verified_and_cached()
    {
        var stages = new List<BaseProgress>();
        var disk = await _publisher
            .Fetcher()
            .GetAsync(
                _publisher.Base(),
                new Listener(stages),
                TestContext.Current.CancellationToken
            );
        Assert.Equal(_publisher.Image, File.ReadAllBytes(disk.Path));
        Assert.Equal(
            ("ubuntu", "Ubuntu", "qcow2", _publisher.Digest),
            (disk.Name, disk.Title, disk.Format, disk.Digest)
        );
        Assert.Equal(
            [Path.GetFileName(disk.Path), Path.GetFileName(disk.Path) + ".sha256"],
            _publisher.Cached()
        );
        // What vouches for the image comes first.
        Assert.Equal(
            [Publisher.Directory + "SHA256SUMS", Publisher.Directory + "SHA256SUMS.gpg", ImagePath],
            _publisher.Server.Asked
        );
        var fractions = stages.Where(stage => stage.Fraction is not null).ToList();
        Assert.Equal(0, fractions[0].Fraction);
        Assert.Equal(1, fractions[^1].Fraction);
        Assert.Equal(
            fractions.Select(stage => stage.Fraction).Order(),
            fractions.Select(stage => stage.Fraction)
        );
    }

    [Fact]
    public async Task A_cached_image_needs_no_server()
    {
        var image = _publisher.Base();
        var first = await _publisher.FetchAsync(image);
        await _publisher.Server.DisposeAsync();
        Assert.Equal(first, await _publisher.FetchAsync(image));
    }

    [Fact]
    public async Task A_pinned_digest_is_enough_where_nothing_is_signed()
    {
        var digest = await PinnedAsync(128);
        var disk = await _publisher.FetchAsync(_publisher.Base(signed: false, digest));
        Assert.Equal(_publisher.Digest, disk.Digest);
        Assert.Equal([ImagePath], _publisher.Server.Asked);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    public async Task A_pinned_digest_and_a_signed_list_may_both_hold(int length)
    {
        var disk = await _publisher.FetchAsync(_publisher.Base(digest: await PinnedAsync(length)));
        Assert.Equal(_publisher.Digest, disk.Digest);
    }

    [Fact]
    public async Task A_signed_list_that_differs_from_the_pinned_digest_is_a_finding_before_the_download()
    {
        var other = ImageDigest.OfHex(new string('a', 64));
        await _publisher.FaultAsync(BaseRules.Checksums, _publisher.Base(digest: other));
        Assert.DoesNotContain(ImagePath, _publisher.Server.Asked);
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task A_pinned_digest_of_the_other_kind_must_hold_besides_the_signed_one()
    {
        var other = ImageDigest.OfHex(new string('a', 128));
        await _publisher.FaultAsync(BaseRules.Digest, _publisher.Base(digest: other));
        Assert.Empty(_publisher.Cached());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_wrong_byte_leaves_nothing_in_the_cache(bool signed)
    {
        var image = _publisher.Base(signed, signed ? null : await PinnedAsync(64));
        var tampered = _publisher.Image.ToArray();
        tampered[^1] ^= 1;
        _publisher.Server.Files[ImagePath] = tampered;
        var finding = await _publisher.FaultAsync(BaseRules.Digest, image);
        Assert.Contains(_publisher.Digest, finding.Message, StringComparison.Ordinal);
        Assert.Empty(_publisher.Cached());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task An_image_of_another_length_is_a_finding(int more)
    {
        foreach (var told in (bool[])[true, false])
        {
            _publisher.Server.TellsLength = told;
            var image = _publisher.Base() with { Size = _publisher.Image.Length - more };
            if (more < 0 && !told)
            {
                // Nobody can tell this from a cut download.
                await _publisher.FaultAsync(BaseRules.Cut, image);
            }
            else
            {
                await _publisher.FaultAsync(BaseRules.Size, image);
                Assert.Empty(_publisher.Cached());
            }
        }
    }

    [Fact]
    public async Task An_image_of_another_format_is_a_finding()
    {
        await _publisher.FaultAsync(BaseRules.Format, _publisher.Base() with { Format = "raw" });
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task An_image_that_needs_another_file_is_a_finding()
    {
        _publisher.Image[15] = 1;
        _publisher.Publish();
        await _publisher.FaultAsync(BaseRules.OtherFiles);
        Assert.Empty(_publisher.Cached());
    }

    [Fact]
    public async Task Two_at_a_time_fetch_once()
    {
        var image = _publisher.Base();
        var disks = await Task.WhenAll(_publisher.FetchAsync(image), _publisher.FetchAsync(image));
        Assert.Equal(disks[0], disks[1]);
        Assert.Single(_publisher.Server.Asked, ImagePath);
    }

    [Fact]
    public async Task A_full_disk_is_a_finding()
    {
        var image = _publisher.Base();
        // Once the cache has seen that nothing is there.
        using var handler = new BeforeTheFirst(() =>
            File.CreateSymbolicLink(_publisher.PartOf(image), "/dev/full")
        );
        var thrown = await Assert.ThrowsAsync<FindingException>(() =>
            _publisher.Fetcher(handler).GetAsync(image, null, TestContext.Current.CancellationToken)
        );
        var finding = Assert.Single(thrown.Findings);
        Assert.Equal(BaseRules.Cache.Code, finding.Code);
        Assert.Contains("No space left", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "file")]
    [InlineData("", "link to a file")]
    [InlineData(".sha256", "link to a file")]
    [InlineData(".part", "file")]
    [InlineData(".part", "link to a file")]
    [InlineData(".part", "directory")]
    [InlineData(".part", "pipe")]
    [InlineData("", "pipe")]
    [InlineData(".sha256", "file")]
    [InlineData(".packages", "file")]
    [InlineData(".part.validator", "file")]
    [InlineData(".part.validator", "link to a file")]
    [InlineData(".lock", "link to a file")]
    public async Task What_no_fetch_has_written_stays_where_it_is(string ending, string what)
    {
        var image = _publisher.Base();
        var path = Path.ChangeExtension(_publisher.PartOf(image), null) + ending;
        var elsewhere = _publisher.CacheDirectory + "-elsewhere";
        Planted.At(path, what, elsewhere);
        var before = Planted.Snapshot(Path.GetDirectoryName(elsewhere)!);
        var finding = await _publisher.FaultAsync(FileRules.Foreign, image);
        Assert.Equal(path, finding.Place.File);
        Assert.Equal(before, Planted.Snapshot(Path.GetDirectoryName(elsewhere)!));
    }

    [Theory]
    [InlineData(".lock")]
    [InlineData(".part.validator")]
    public async Task What_lies_beside_it_makes_a_part_no_fetch_s(string beside)
    {
        var image = _publisher.Base();
        var disk = Path.ChangeExtension(_publisher.PartOf(image), null);
        Planted.At(disk + ".part", "file", _publisher.CacheDirectory + "-elsewhere");
        Planted.At(disk + beside, "file", _publisher.CacheDirectory + "-elsewhere");
        await Assert.ThrowsAsync<FindingException>(() => _publisher.FetchAsync(image));
        Assert.Equal("mine", File.ReadAllText(disk + ".part"));
        Assert.Equal("mine", File.ReadAllText(disk + beside));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".sha256")]
    public async Task An_image_that_has_changed_since_it_was_fetched_is_not_used(string ending)
    {
        var image = _publisher.Base();
        var disk = await _publisher.FetchAsync(image);
        // A sum of another file, as a careless sha256sum writes it.
        File.SetUnixFileMode(disk.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(
            disk.Path + ending,
            new string('a', 64) + "  " + Path.GetFileName(disk.Path)
        );
        var finding = await _publisher.FaultAsync(FileRules.NotAsWritten, image);
        Assert.Equal(disk.Path, finding.Place.File);

        // As the finding says.
        File.Delete(disk.Path);
        File.Delete(disk.Path + ".sha256");
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync(image)).Digest);
    }

    [Fact]
    public async Task A_disk_without_its_sum_is_fetched_anew_if_it_is_ours()
    {
        var image = _publisher.Base();
        var disk = await _publisher.FetchAsync(image);
        File.Delete(disk.Path + ".sha256");
        Assert.Equal(_publisher.Digest, (await _publisher.FetchAsync(image)).Digest);

        File.Delete(disk.Path + ".sha256");
        File.SetUnixFileMode(disk.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.AppendAllText(disk.Path, "!");
        Assert.Equal(disk.Path, (await _publisher.FaultAsync(FileRules.Changed, image)).Place.File);
    }

    private sealed class BeforeTheFirst(Action action)
        : DelegatingHandler(PublisherServer.CreateHandler())
    {
        private int _count;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            if (_count++ == 0)
            {
                action();
            }
            return base.SendAsync(request, cancellationToken);
        }
    }

    [Fact]
    public void Another_check_is_another_disk()
    {
        var image = _publisher.Base();
        PublishedBase[] images =
        [
            image,
            image with
            {
                Checksums = null,
            },
            image with
            {
                Digest = ImageDigest.OfHex(new string('a', 64)),
            },
            image with
            {
                Size = 1,
            },
            image with
            {
                Url = new Uri("https://example.org/20260926/x.img"),
            },
            image with
            {
                Checksums = image.Checksums! with { Fingerprint = new string('A', 40) },
            },
        ];
        var keys = images.Select(PublishedBaseFetcher.KeyOf).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(keys[0], PublishedBaseFetcher.KeyOf(image with { Title = "other words" }));
    }

    private async Task<ImageDigest> PinnedAsync(int length)
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, _publisher.Image);
        try
        {
            return await ImageDigest
                .OfHex(new string('0', length))!
                .OfFileAsync(file, TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private sealed class Listener(List<BaseProgress> stages) : IProgress<BaseProgress>
    {
        public void Report(BaseProgress value) => stages.Add(value);
    }
}
