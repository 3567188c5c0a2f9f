using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Findings;

namespace K8sImage.Bases.Published;

/// <summary>
/// Fetches a published image: first what vouches for it, then the image, then the proof that the one vouches for the
/// other. Only then it is in the cache.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class PublishedBaseFetcher
{
    private readonly BaseCache _cache;
    private readonly HttpMessageHandler _handler;
    private readonly TimeSpan _stallLimit;
    private readonly TimeProvider _clock;

    /// <param name="cache">Where the disk is kept.</param>
    public PublishedBaseFetcher(BaseCache cache)
        : this(
            cache,
            PublisherServer.CreateHandler(),
            TimeSpan.FromSeconds(60),
            TimeProvider.System
        ) { }

    internal PublishedBaseFetcher(
        BaseCache cache,
        HttpMessageHandler handler,
        TimeSpan stallLimit,
        TimeProvider clock
    )
    {
        _cache = cache;
        _handler = handler;
        _stallLimit = stallLimit;
        _clock = clock;
    }

    /// <summary>The disk of a base; fetched if the cache doesn't hold it.</summary>
    /// <param name="image">The base.</param>
    /// <param name="progress">Is told how far the work has come.</param>
    /// <param name="cancellation">Ends the work. What is downloaded stays, to go on with.</param>
    /// <exception cref="FindingException">
    /// It can't be had, or is not what it should be. Only after a cut download something stays, to go on with.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Task<BaseDisk> GetAsync(
        PublishedBase image,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    ) =>
        _cache.GetAsync(
            image,
            KeyOf(image),
            (path, stop) => FetchAsync(image, new PartialFile(path), progress, stop),
            progress,
            cancellation,
            keepsPart: true
        );

    /// <summary>Hash of all by which an image is fetched and verified: another check is another disk.</summary>
    /// <returns>16 hexadecimal digits in lower case.</returns>
    internal static string KeyOf(PublishedBase image)
    {
        string[] inputs =
        [
            image.Url.AbsoluteUri,
            $"{image.Size}",
            image.Format,
            image.Digest?.ToString() ?? "",
            image.Checksums?.File ?? "",
            image.Checksums?.Signature ?? "",
            image.Checksums?.Fingerprint ?? "",
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', inputs)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private async Task FetchAsync(
        PublishedBase image,
        PartialFile part,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        using var server = new PublisherServer(_handler, _stallLimit, image.Place);
        var download = new Download(server, progress);
        var wanted = await WantedAsync(image, download, part, cancellation);
        await download.ImageAsync(image.Url, image.Size, part, cancellation);
        progress?.Report(new BaseProgress("Verifying the image"));
        foreach (var digest in wanted)
        {
            var found = await digest.OfFileAsync(part.Path, cancellation);
            if (found != digest)
            {
                part.Discard();
                throw server.Fault(
                    BaseRules.Digest,
                    $"{image.Url} has the digest {found}, and not {digest}",
                    "it is damaged or forged, and was removed; run it again, and if that doesn't help, ask the publisher"
                );
            }
        }
        Checked(part, () => CheckFormat(image, part.Path));
        part.Complete();
    }

    /// <summary>The digests that the image must have, each of them.</summary>
    private async Task<IReadOnlyList<ImageDigest>> WantedAsync(
        PublishedBase image,
        Download download,
        PartialFile part,
        CancellationToken cancellation
    )
    {
        if (image.Checksums is not { } checksums)
        {
            return [image.Digest!];
        }
        var key = Checked(part, () => PublisherKey.Read(checksums, _clock.GetUtcNow()));
        var list = await download.SmallFileAsync(new Uri(image.Url, checksums.File), cancellation);
        var signature = await download.SmallFileAsync(
            new Uri(image.Url, checksums.Signature),
            cancellation
        );
        var signed = Checked(
            part,
            () =>
            {
                key.Verify(list, signature);
                return ChecksumFile.DigestOf(list, image.Url.Segments[^1], checksums.Place);
            }
        );
        if (image.Digest is null || image.Digest == signed)
        {
            return [signed];
        }
        if (image.Digest.Algorithm == signed.Algorithm)
        {
            part.Discard();
            throw new FindingException(
                BaseRules.Checksums.At(
                    checksums.Place,
                    $"the signed list has another digest for the image than the base file: {signed}",
                    "if the publisher has another image there now, put a dated address, size and digest into the base file"
                )
            );
        }
        return [image.Digest, signed];
    }

    private static bool CheckFormat(PublishedBase image, string path)
    {
        var format = DiskFormat.Of(path, image.Place);
        return format == image.Format
            ? true
            : throw new FindingException(
                BaseRules.Format.At(
                    image.Place,
                    $"{image.Url} is {format}, and not {image.Format}",
                    $"write format: {format}"
                )
            );
    }

    // What doesn't hold is not worth going on with.
    private static T Checked<T>(PartialFile part, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (FindingException)
        {
            part.Discard();
            throw;
        }
    }
}
