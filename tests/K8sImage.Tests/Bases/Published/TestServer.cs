using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sImage.Tests.Bases.Published;

/// <summary>A server for files on this machine that misbehaves as it is told. It writes down what it is asked.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly Task _running;
    private readonly Lock _lock = new();
    private readonly List<string> _asked = [];

    public TestServer(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _running = RunAsync();
    }

    /// <summary>Address of the server, with a slash at the end.</summary>
    public string Root =>
        $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>The files by path, without the first slash.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Where paths lead to.</summary>
    public Dictionary<string, string> Redirects { get; } = [];

    /// <summary>Status codes instead of files.</summary>
    public Dictionary<string, int> Statuses { get; } = [];

    /// <summary>Headers that tell one version of a file from another.</summary>
    public string Validator { get; set; } = "ETag: \"one\"";

    /// <summary>How many bytes of each body come before the connection is cut; null for all.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Whether the server falls silent, and does not cut.</summary>
    public bool Stalls { get; set; }

    /// <summary>Whether a range that is asked for is given.</summary>
    public bool KnowsRanges { get; set; } = true;

    /// <summary>Whether the length of a body is told before it.</summary>
    public bool TellsLength { get; set; } = true;

    /// <summary>Instead of the range that is asked for: this many bytes further on.</summary>
    public int WrongRange { get; set; }

    /// <summary>What was asked so far: path, then the range if there was one.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_lock)
            {
                return [.. _asked];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Stop();
    }

    private async Task RunAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var encrypted = new SslStream(stream);
                    await encrypted.AuthenticateAsServerAsync(_certificate);
                    stream = encrypted;
                }
                await AnswerAsync(stream);
            }
            // The client went away, or we do.
            catch (Exception e)
                when (e
                        is IOException
                            or OperationCanceledException
                            or System.Security.Authentication.AuthenticationException
                ) { }
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (await reader.ReadLineAsync(_stop.Token) is not { } request)
        {
            return;
        }
        var path = request.Split(' ')[1][1..];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
        {
            var at = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..at]] = line[(at + 1)..].Trim();
        }
        lock (_lock)
        {
            _asked.Add(
                headers.TryGetValue("Range", out var asked)
                    ? $"{path} {asked} if {headers.GetValueOrDefault("If-Range")}"
                    : path
            );
        }
        if (Redirects.TryGetValue(path, out var target))
        {
            await HeadAsync(stream, 302, $"Location: {target}", "Content-Length: 0");
        }
        else if (Statuses.TryGetValue(path, out var status))
        {
            await HeadAsync(stream, status, "Content-Length: 0");
        }
        else if (!Files.TryGetValue(path, out var file))
        {
            await HeadAsync(stream, 404, "Content-Length: 0");
        }
        else
        {
            await FileAsync(stream, file, headers);
        }
    }

    private async Task FileAsync(Stream stream, byte[] file, Dictionary<string, string> headers)
    {
        int? from =
            KnowsRanges
            && headers.TryGetValue("Range", out var range)
            && Validator.EndsWith(": " + headers["If-Range"], StringComparison.Ordinal)
                ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) + WrongRange
                : null;
        if (from > file.Length)
        {
            await HeadAsync(
                stream,
                416,
                $"Content-Range: bytes */{file.Length}",
                "Content-Length: 0"
            );
            return;
        }
        var body = file.AsMemory(from ?? 0);
        List<string> head = [Validator];
        if (TellsLength)
        {
            head.Add($"Content-Length: {body.Length}");
        }
        if (from is not null)
        {
            head.Add($"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}");
        }
        await HeadAsync(stream, from is null ? 200 : 206, [.. head]);
        await stream.WriteAsync(
            body[..Math.Min(CutAfter ?? body.Length, body.Length)],
            _stop.Token
        );
        await stream.FlushAsync(_stop.Token);
        if (Stalls)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }
    }

    private async Task HeadAsync(Stream stream, int status, params string[] lines) =>
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status} .\r\nConnection: close\r\n{string.Join("\r\n", lines)}\r\n\r\n"
            ),
            _stop.Token
        );
}
