using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using CliWrap;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.BootTests.Libvirt;

/// <summary>
/// libvirt with its QEMU driver in namespaces of its own, as <c>libvirt.sh</c> makes them: its networks lead nowhere, and all
/// that runs in it ends with it. It takes root, as libvirt does to make networks.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LibvirtLab : IAsyncDisposable
{
    private static readonly Tool Unshare = new("unshare", "util-linux");
    private static readonly Tool NsEnter = new("nsenter", "util-linux");
    private static readonly Tool LibvirtDaemon = new("libvirtd", "libvirt-daemon");

    private readonly CancellationTokenSource _end;
    private readonly Task<int> _namespaces;
    private readonly int _init;

    private LibvirtLab(Task<int> namespaces, int init, CancellationTokenSource end)
    {
        _namespaces = namespaces;
        _init = init;
        _end = end;
    }

    /// <summary>Starts it.</summary>
    /// <param name="state">A directory for disks (<c>images</c> in it) and the daemon's log.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<LibvirtLab> StartAsync(string state, CancellationToken stop)
    {
        LibvirtDaemon.Locate();
        Directory.CreateDirectory(Path.Combine(state, "images"));
        var script = Path.Combine(
            Repository.Root,
            "tests",
            "K8sImage.BootTests",
            "Libvirt",
            "libvirt.sh"
        );
        var said = new StringBuilder();
        var started = new TaskCompletionSource<int>();
        var end = new CancellationTokenSource();
        var namespaces = BoundProcess.RunAsync(
            BoundProcess
                .Wrap(
                    Unshare.Locate(),
                    "KILL",
                    [
                        "--net",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "sh",
                        script,
                        state,
                    ]
                )
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said)),
            started.SetResult,
            end.Token
        );
        var unshare = await started.Task;
        var children = "";
        await TestMachine.ComesTrueAsync(
            () =>
            {
                children = File.ReadAllText($"/proc/{unshare}/task/{unshare}/children").Trim();
                return children.Length > 0;
            },
            stop
        );
        var lab = new LibvirtLab(
            namespaces,
            int.Parse(children, CultureInfo.InvariantCulture),
            end
        );
        await TestMachine.ComesTrueAsync(
            () => File.Exists($"/proc/{lab._init}/root/run/libvirt/libvirt-sock"),
            stop
        );
        Assert.False(namespaces.IsCompleted, said.ToString());
        return lab;
    }

    /// <summary>Runs a program in it, to its end.</summary>
    /// <returns>What it wrote to both outputs.</returns>
    public async Task<string> RunAsync(
        string directory,
        CancellationToken stop,
        params IReadOnlyList<string> command
    )
    {
        var said = new StringBuilder();
        var result = await Cli.Wrap(NsEnter.Locate())
            .WithArguments([
                "--target",
                _init.ToString(CultureInfo.InvariantCulture),
                "--net",
                "--mount",
                "--pid",
                "--wd=" + directory,
                "--",
                .. command,
            ])
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" })
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(said))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(said))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(stop);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {said}");
        return said.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _namespaces;
        }
        catch (OperationCanceledException)
        {
            // It was ended, as was wanted.
        }
        _end.Dispose();
    }
}
