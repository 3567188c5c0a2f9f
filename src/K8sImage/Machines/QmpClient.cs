using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sImage.Machines;

/// <summary>
/// Speaks the QEMU Machine Protocol (qmp-spec in QEMU's documentation): a line of JSON for each command, answer and event.
/// </summary>
public sealed class QmpClient : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly Stream _stream;
    private readonly Dictionary<string, TaskCompletionSource<JsonNode?>> _waiting = [];
    private readonly Action<string, JsonNode?> _onEvent;
    private readonly Task _reading;
    private int _lastId;

    private QmpClient(
        Socket socket,
        Stream stream,
        StreamReader reader,
        Action<string, JsonNode?> onEvent
    )
    {
        _socket = socket;
        _stream = stream;
        _reader = reader;
        _onEvent = onEvent;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Connects and agrees on capabilities.</summary>
    /// <param name="path">Path of the unix socket; waited for until it is there.</param>
    /// <param name="onEvent">Is told each event with its data, on a thread of the pool.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Cancelled before QEMU answered.</exception>
    /// <exception cref="IOException">What answers doesn't speak QMP.</exception>
    public static async Task<QmpClient> ConnectAsync(
        string path,
        Action<string, JsonNode?> onEvent,
        CancellationToken cancellation
    )
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            while (true)
            {
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                    break;
                }
                // QEMU makes the socket when it has read its arguments.
                catch (SocketException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
                }
            }
            var stream = new NetworkStream(socket, ownsSocket: true);
            var reader = new StreamReader(stream, Encoding.UTF8);
            var greeting = await reader.ReadLineAsync(cancellation);
            if (greeting is null || JsonNode.Parse(greeting)?["QMP"] is null)
            {
                throw new IOException("there is no greeting of QMP on " + path);
            }
            var client = new QmpClient(socket, stream, reader, onEvent);
            await client.ExecuteAsync("qmp_capabilities", null, cancellation);
            return client;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Executes a command.</summary>
    /// <param name="command">Its name, for example <c>system_powerdown</c>.</param>
    /// <param name="arguments">Its arguments; null for none.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    /// <returns>What QEMU returns.</returns>
    /// <exception cref="IOException">QEMU refuses it, or is gone.</exception>
    public async Task<JsonNode?> ExecuteAsync(
        string command,
        JsonObject? arguments,
        CancellationToken cancellation
    )
    {
        var id = Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonNode?>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        lock (_waiting)
        {
            _waiting[id] = answer;
        }
        var line = new JsonObject { ["execute"] = command, ["id"] = id };
        if (arguments is not null)
        {
            line["arguments"] = arguments;
        }
        if (_reading.IsCompleted)
        {
            throw new IOException("QEMU is gone");
        }
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"), cancellation);
        return await answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Closes the connection; QEMU runs on.</summary>
    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _reading;
        _reader.Dispose();
        await _stream.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _reader.ReadLineAsync() is { } line)
            {
                var message = JsonNode.Parse(line);
                if (message?["event"]?.GetValue<string>() is { } name)
                {
                    _onEvent(name, message["data"]);
                }
                else if (message?["id"]?.GetValue<string>() is { } id)
                {
                    Answer(id, message);
                }
            }
        }
        catch (Exception e)
            when (e is IOException or ObjectDisposedException or JsonException or SocketException)
        {
            // The end of QEMU or of this connection; whoever waits hears it below.
        }
        lock (_waiting)
        {
            foreach (var answer in _waiting.Values)
            {
                answer.TrySetException(new IOException("QEMU is gone"));
            }
            _waiting.Clear();
        }
    }

    private void Answer(string id, JsonNode message)
    {
        TaskCompletionSource<JsonNode?>? answer;
        lock (_waiting)
        {
            _waiting.Remove(id, out answer);
        }
        if (message["error"]?["desc"]?.GetValue<string>() is { } wrong)
        {
            answer?.TrySetException(new IOException("QEMU refuses: " + wrong));
        }
        else
        {
            answer?.TrySetResult(message["return"]);
        }
    }
}
