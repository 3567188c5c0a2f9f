using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>
/// The one network that all guests of a cluster are plugged into, with the cluster's gateway in it and no way out: a switch
/// (vde_switch(1)), and a QEMU without a machine that plugs its restricted user network into it (qemu-system(1), -netdev vde,
/// hubport and user). They end with this object, or with the process that owns it.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class NodeSwitch : IAsyncDisposable
{
    // Days, in seconds: a frame for a card that the switch has forgotten goes to all, and the gateway would refuse in that card's name.
    private const string Memory = "hash/setexpire 8640000";

    private const string Gateway = "gateway";
    private const string Plug = "plug";

    private readonly BackgroundProgram _switch;
    private readonly BackgroundProgram _gateway;

    private NodeSwitch(BackgroundProgram vde, BackgroundProgram gateway, string plugIn)
    {
        _switch = vde;
        _gateway = gateway;
        PlugIn = plugIn;
    }

    /// <summary>Path of the directory by which a guest is plugged in.</summary>
    public string PlugIn { get; }

    /// <summary>Starts a switch.</summary>
    /// <param name="qemu">The emulator.</param>
    /// <param name="network">The network with the gateway.</param>
    /// <param name="directory">Takes the sockets; their paths have at most 107 bytes (unix(7)).</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="FindingException">The switch or QEMU can't be started.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing runs.</exception>
    public static async Task<NodeSwitch> StartAsync(
        Qemu qemu,
        GuestNetwork network,
        string directory,
        CancellationToken cancellation
    )
    {
        var plugIn = Path.Combine(directory, "switch");
        var settings = Path.Combine(directory, "switch.rc");
        var running = Path.Combine(directory, "gateway.pid");
        WholeFile.Write(settings, Memory + "\n");
        var vde = await BackgroundProgram.StartAsync(
            new Tool("vde_switch", "vde2"),
            ["-s", plugIn, "-m", "600", "--dirmode", "700", "-f", settings],
            () => File.Exists(Path.Combine(plugIn, "ctl")),
            cancellation
        );
        try
        {
            var gateway = await BackgroundProgram.StartAsync(
                new Tool(qemu.Path, "qemu-system-x86"),
                [
                    "-nodefaults",
                    "-no-user-config",
                    "-display",
                    "none",
                    "-M",
                    "none",
                    "-pidfile",
                    running,
                    "-netdev",
                    network.UserNetdev(Gateway),
                    "-netdev",
                    GuestNetwork.SwitchNetdev(Plug, plugIn),
                    .. Joined(Gateway),
                    .. Joined(Plug),
                ],
                () => File.Exists(running),
                cancellation
            );
            return new NodeSwitch(vde, gateway, plugIn);
        }
        catch
        {
            await vde.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _switch.DisposeAsync();
    }

    private static string[] Joined(string id) =>
        ["-netdev", $"hubport,hubid=0,id=hub-{id},netdev={id}"];
}
