using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using K8sImage.Findings;

namespace K8sImage.Bases.Published;

/// <summary>Asks a publisher's server; whatever it does wrong becomes a finding.</summary>
internal sealed class PublisherServer : IDisposable
{
    private readonly HttpClient _http;
    private readonly TimeSpan _stallLimit;
    private readonly Place _place;

    /// <param name="handler">Makes the connections.</param>
    /// <param name="stallLimit">The longest silence of the server.</param>
    /// <param name="place">Where findings point.</param>
    public PublisherServer(HttpMessageHandler handler, TimeSpan stallLimit, Place place)
    {
        _http = new HttpClient(handler, disposeHandler: false)
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("K8sImage", null));
        _stallLimit = stallLimit;
        _place = place;
    }

    /// <summary>
    /// Makes connections. .NET follows no redirect from https to http, and hands out the answer that says so.
    /// </summary>
    public static SocketsHttpHandler CreateHandler() =>
        new()
        {
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            UseCookies = false,
        };

    /// <summary>Watches over the silence of one answer.</summary>
    public StallGuard Guard(CancellationToken cancellation) => new(_stallLimit, cancellation);

    /// <summary>Asks for a file, or for the rest of one.</summary>
    /// <param name="url">The file.</param>
    /// <param name="offset">From which byte.</param>
    /// <param name="validator">Only if the file is still this one, else all of it; null to ask for all.</param>
    /// <param name="guard">Watches over the silence.</param>
    /// <returns>The answer's head: 200, 206, or 416 where a range was asked for.</returns>
    /// <exception cref="FindingException">The server can't be reached, or gives another answer.</exception>
    public async Task<HttpResponseMessage> AskAsync(
        Uri url,
        long offset,
        RangeConditionHeaderValue? validator,
        StallGuard guard
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (validator is not null)
        {
            request.Headers.Range = new RangeHeaderValue(offset, null);
            request.Headers.IfRange = validator;
        }
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                guard.Wait()
            );
        }
        catch (HttpRequestException e)
        {
            throw Fault(
                BaseRules.Server,
                $"{url} can't be had: {e.GetBaseException().Message}",
                "look whether this machine reaches the publisher, or give a disk with --base-image"
            );
        }
        catch (OperationCanceledException) when (guard.HasStalled)
        {
            throw Stalled(url, guard, "try again later");
        }
        var isExpected =
            response.StatusCode == HttpStatusCode.OK
            || validator is not null
                && response.StatusCode
                    is HttpStatusCode.PartialContent
                        or HttpStatusCode.RequestedRangeNotSatisfiable;
        if (!isExpected)
        {
            using (response)
            {
                throw Refused(url, (int)response.StatusCode);
            }
        }
        return response;
    }

    /// <summary>Reads some more of an answer.</summary>
    /// <param name="url">The file, for findings.</param>
    /// <param name="body">The answer's body.</param>
    /// <param name="buffer">Takes the bytes.</param>
    /// <param name="guard">Watches over the silence.</param>
    /// <param name="hint">What to do if it is cut.</param>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="FindingException">The connection was cut, or the server is silent.</exception>
    public async Task<int> ReadAsync(
        Uri url,
        Stream body,
        Memory<byte> buffer,
        StallGuard guard,
        Func<string> hint
    )
    {
        try
        {
            return await body.ReadAsync(buffer, guard.Wait());
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw Fault(BaseRules.Cut, $"the download of {url} was cut", hint());
        }
        catch (OperationCanceledException) when (guard.HasStalled)
        {
            throw Stalled(url, guard, hint());
        }
    }

    /// <summary>A finding about the server.</summary>
    public FindingException Fault(Rule rule, string message, string hint) =>
        new(rule.At(_place, message, hint));

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private FindingException Stalled(Uri url, StallGuard guard, string hint) =>
        Fault(
            BaseRules.Cut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the server sent nothing of {url} for {guard.Limit.TotalSeconds} s"
            ),
            hint
        );

    private FindingException Refused(Uri url, int status) =>
        Fault(
            BaseRules.Server,
            status is >= 300 and < 400
                ? $"{url} leads on to http, or in a circle (HTTP status {status})"
                : $"the server doesn't give {url} (HTTP status {status})",
            status switch
            {
                404 or 410 =>
                    "the publisher may have removed this release: put a newer one into the base file",
                429 or >= 500 => "try again later",
                _ => "look whether the address in the base file is still right",
            }
        );
}
