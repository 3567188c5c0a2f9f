using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using K8sImage.Findings;

namespace K8sImage.Bases.Published;

/// <summary>Fetches the files of a published image.</summary>
/// <param name="server">The publisher's server.</param>
/// <param name="progress">Is told how far a download has come.</param>
internal sealed class Download(PublisherServer server, IProgress<BaseProgress>? progress)
{
    /// <summary>The longest list of digests or signature that is read, in bytes.</summary>
    public const int MaxSmallFile = 1 << 20;

    private const int BufferSize = 1 << 16;

    /// <summary>Fetches a small file.</summary>
    /// <exception cref="FindingException">It can't be had, or is longer than 1 MiB.</exception>
    public async Task<byte[]> SmallFileAsync(Uri url, CancellationToken cancellation)
    {
        using var guard = server.Guard(cancellation);
        using var response = await server.AskAsync(url, 0, null, guard);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var content = new byte[MaxSmallFile + 1];
        var length = 0;
        while (length <= MaxSmallFile)
        {
            var count = await server.ReadAsync(
                url,
                body,
                content.AsMemory(length),
                guard,
                () => "try again later"
            );
            if (count == 0)
            {
                return content[..length];
            }
            length += count;
        }
        throw server.Fault(
            BaseRules.Size,
            $"{url} is longer than 1 MiB, which no list of digests and no signature is",
            "look whether the address in the base file is still right"
        );
    }

    /// <summary>Fetches an image, or what is missing of it.</summary>
    /// <param name="url">The image.</param>
    /// <param name="size">Its length in bytes.</param>
    /// <param name="part">Where it is written. It stays, to go on with, if the download is cut or cancelled.</param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="FindingException">It can't be had, was cut, or has another length.</exception>
    /// <exception cref="IOException">It can't be written.</exception>
    public async Task ImageAsync(
        Uri url,
        long size,
        PartialFile part,
        CancellationToken cancellation
    )
    {
        if (part.Length == size)
        {
            return;
        }
        using var guard = server.Guard(cancellation);
        var response = await server.AskAsync(url, part.Length, part.Validator, guard);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            response.Dispose();
            part.Discard();
            response = await server.AskAsync(url, 0, null, guard);
        }
        using (response)
        {
            var isRest = response.StatusCode == HttpStatusCode.PartialContent;
            CheckLength(url, size, response, isRest ? part.Length : null, part);
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            await using var file = isRest ? part.Continue() : part.Begin(ValidatorOf(response));
            await CopyAsync(url, size, body, file, part, guard, cancellation);
        }
    }

    private async Task CopyAsync(
        Uri url,
        long size,
        Stream body,
        FileStream file,
        PartialFile part,
        StallGuard guard,
        CancellationToken cancellation
    )
    {
        var stage = $"Downloading {url}";
        var buffer = new byte[BufferSize];
        while (true)
        {
            var length = file.Position;
            progress?.Report(new BaseProgress(stage, InMiB(length, size), (double)length / size));
            string Hint() =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{length} of {size} bytes are kept: run it again to fetch the rest"
                );
            var count = await server.ReadAsync(url, body, buffer, guard, Hint);
            if (count == 0)
            {
                if (length == size)
                {
                    return;
                }
                throw server.Fault(BaseRules.Cut, $"the download of {url} was cut", Hint());
            }
            if (length + count > size)
            {
                part.Discard();
                throw WrongLength(url, size, "more");
            }
            await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
    }

    private void CheckLength(
        Uri url,
        long size,
        HttpResponseMessage response,
        long? offset,
        PartialFile part
    )
    {
        var headers = response.Content.Headers;
        if (offset is not null && headers.ContentRange?.From != offset)
        {
            part.Discard();
            throw server.Fault(
                BaseRules.Server,
                $"the server gives another part of {url} than it was asked for",
                "run it again to fetch all of it"
            );
        }
        var told = offset is null ? headers.ContentLength : headers.ContentRange?.Length;
        if (told is not null && told != size)
        {
            part.Discard();
            throw WrongLength(url, size, told.Value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private FindingException WrongLength(Uri url, long size, string told) =>
        server.Fault(
            BaseRules.Size,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{url} has {told} bytes; the base file says {size}"
            ),
            "if the publisher has another image there now, put a dated address, size and digest into the base file"
        );

    // A weak ETag does not promise the same bytes (RFC 9110, section 13.1.5).
    private static RangeConditionHeaderValue? ValidatorOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? new RangeConditionHeaderValue(tag)
        : response.Content.Headers.LastModified is { } date ? new RangeConditionHeaderValue(date)
        : null;

    private static string InMiB(long length, long size) =>
        string.Create(CultureInfo.InvariantCulture, $"{length >> 20} of {size >> 20} MiB");
}
