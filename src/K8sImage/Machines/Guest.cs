using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using CliWrap;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// A running QEMU. It ends with this object, with the process that owns it, or by itself, whichever comes first.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class Guest : IAsyncDisposable
{
    private readonly CancellationTokenSource _kill = new();
    private readonly LastLines _said = new(5);
    private readonly Task<int> _process;
    private volatile string? _shutdownReason;
    private volatile bool _diskFull;
    private readonly OrderPipe? _orders;
    private readonly bool _isDilated;
    private QmpClient? _qmp;

    private Guest(MachineSettings settings, OrderPipe? orders)
    {
        _orders = orders;
        _isDilated = settings.Dilation is not null;
        var started = new TaskCompletionSource<int>();
        var (program, arguments) = Command(settings);
        var command = BoundProcess
            .Wrap(program, "KILL", arguments)
            .WithEnvironmentVariables(
                settings.Dilation?.Environment(DateTimeOffset.UtcNow)
                    ?? new Dictionary<string, string?>()
            )
            .WithStandardErrorPipe(PipeTarget.ToDelegate(_said.Add));
        _process = BoundProcess.RunAsync(command, started.SetResult, _kill.Token);
        ProcessId = started.Task;
        Ended = WaitAsync();
    }

    /// <summary>QEMU's process id, as soon as it has one.</summary>
    public Task<int> ProcessId { get; }

    /// <summary>Why the guest ended, when it has.</summary>
    public Task<GuestEnd> Ended { get; }

    /// <summary>The last lines that QEMU itself wrote.</summary>
    public string Said => _said.ToString();

    /// <summary>Whether the guest stands still because there is no room left for its disk.</summary>
    public bool IsDiskFull => _diskFull;

    /// <summary>Starts QEMU.</summary>
    /// <param name="settings">What it shall be.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">QEMU refuses the settings; its own words are in the message.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; QEMU has ended.</exception>
    public static async Task<Guest> StartAsync(
        MachineSettings settings,
        CancellationToken cancellation
    )
    {
        if (settings.Resumes is not null)
        {
            await File.WriteAllTextAsync(
                settings.AnswerFile,
                Hold.Answer(settings.Nonce, DateTimeOffset.UtcNow),
                cancellation
            );
        }
        var guest = new Guest(
            settings,
            settings.ClusterLog is null
                ? null
                : await OrderPipe.MakeAsync(settings.OrderPipe, cancellation)
        );
        try
        {
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var connecting = QmpClient.ConnectAsync(
                settings.ControlSocket,
                guest.OnEvent,
                gone.Token
            );
            if (await Task.WhenAny(connecting, guest.Ended) != connecting)
            {
                await gone.CancelAsync();
                throw guest.Refused();
            }
            try
            {
                guest._qmp = await connecting;
            }
            catch (IOException)
            {
                // It listens before it has read all of its arguments.
                await Task.WhenAny(guest.Ended, Task.Delay(TimeSpan.FromSeconds(10), cancellation));
                throw guest.Refused();
            }
            if (settings.Resumes is not null)
            {
                await GuestState.ResumeAsync(guest._qmp, settings, cancellation);
            }
            return guest;
        }
        catch
        {
            await guest.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a line to the guest's port for the cluster; only a guest that speaks for it has one.</summary>
    /// <param name="order">The line, in ASCII.</param>
    /// <param name="cancellation">Ends the work.</param>
    public Task OrderAsync(string order, CancellationToken cancellation) =>
        _orders?.SendAsync(order, cancellation) ?? Task.CompletedTask;

    /// <summary>Presses the power button; a system that runs shuts down.</summary>
    public Task PowerDownAsync(CancellationToken cancellation) =>
        TellAsync("system_powerdown", null, cancellation);

    /// <summary>Presses Ctrl-Alt-Del; systemd restarts the system (systemd.special(7), ctrl-alt-del.target).</summary>
    public Task RestartAsync(CancellationToken cancellation)
    {
        var keys = new JsonArray();
        foreach (var key in (string[])["ctrl", "alt", "delete"])
        {
            keys.Add(new JsonObject { ["type"] = "qcode", ["data"] = key });
        }
        return TellAsync("send-key", new JsonObject { ["keys"] = keys }, cancellation);
    }

    /// <summary>Writes the state of a held guest to a file, and ends it.</summary>
    /// <param name="path">The file; it must be on a disk with room for the guest's memory.</param>
    /// <param name="cancellation">Ends the work, and the guest.</param>
    /// <exception cref="FindingException">QEMU can't save it.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellation)
    {
        await GuestState.SaveAsync(_qmp!, path, cancellation);
        await DisposeAsync();
    }

    /// <summary>Ends QEMU, and with it the guest, without a shutdown; nothing happens where it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_qmp is not null)
        {
            await _qmp.DisposeAsync();
            _qmp = null;
        }
        if (!Ended.IsCompleted)
        {
            await _kill.CancelAsync();
            await Ended;
        }
        if (_isDilated && ProcessId.IsCompletedSuccessfully)
        {
            TimeDilation.Forget(await ProcessId);
        }
        if (_orders is not null)
        {
            await _orders.DisposeAsync();
        }
        _kill.Dispose();
    }

    private FindingException Refused() =>
        new(
            MachineRules.QemuDied.At(
                new Place("qemu"),
                $"QEMU ended before the guest started: {Said}",
                "mend what it says"
            )
        );

    private static (string Program, IReadOnlyList<string> Arguments) Command(
        MachineSettings settings
    )
    {
        var arguments = QemuCommandLine.Build(settings);
        return settings.NetworkCard is { Network: { Services.Count: > 0 } network }
            ? PrivateNetwork.Wrap(network, settings.Qemu.Path, arguments)
            : (settings.Qemu.Path, arguments);
    }

    private async Task TellAsync(
        string command,
        JsonObject? arguments,
        CancellationToken cancellation
    )
    {
        try
        {
            if (_qmp is not null)
            {
                await _qmp.ExecuteAsync(command, arguments, cancellation);
            }
        }
        catch (IOException)
        {
            // A guest that has ended does what it was told, in a way; who waits for its end hears why.
        }
    }

    private void OnEvent(string name, JsonNode? data)
    {
        switch (name)
        {
            case "SHUTDOWN":
                _shutdownReason = data?["reason"]?.GetValue<string>();
                break;
            // By default QEMU halts a guest whose disk can't grow (-drive werror=enospc).
            case "BLOCK_IO_ERROR" when (data?["nospace"]?.GetValue<bool>() ?? false):
                _diskFull = true;
                break;
        }
    }

    private async Task<GuestEnd> WaitAsync()
    {
        int exitCode;
        try
        {
            exitCode = await _process;
        }
        catch (OperationCanceledException)
        {
            return GuestEnd.Quit;
        }
        // QEMU writes the event before it ends, but another thread of ours reads it.
        for (var i = 0; i < 20 && exitCode == 0 && _shutdownReason is null; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        return _shutdownReason switch
        {
            "guest-shutdown" when exitCode == 0 => GuestEnd.PowerOff,
            "guest-reset" when exitCode == 0 => GuestEnd.Restart,
            _ => GuestEnd.Died,
        };
    }
}
