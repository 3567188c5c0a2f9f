using System.Text.RegularExpressions;
using Xunit;

namespace K8sImage.BootTests.DayTwo;

/// <summary>The guide for later days, <c>docs/day-two.md</c>: each of its blocks is run, in the names and versions of the tests.</summary>
public sealed partial class DayTwoTests : IAsyncDisposable
{
    private const string Master = "192.168.218.10";

    private readonly DayTwoLab _lab = new();
    private readonly IReadOnlyList<CommandBlock> _guide = CommandBlock.Read(
        Path.Combine(Repository.Root, "docs", "day-two.md")
    );
    private readonly HashSet<CommandBlock> _done = [];
    private string _worker = "192.168.218.11";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    [Trait("Run", "TestBoots")]
    public async Task Each_command_of_the_guide_works_on_running_machines()
    {
        await _lab.StartAsync(Stop);
        await _lab.FreshAsync(Master, Stop);
        await _lab.FreshAsync(_worker, Stop);
        await _lab.ImportImagesAsync(Master, Stop);
        await _lab.OnNodeAsync(
            Master,
            "sudo kubeadm init --config /etc/kubernetes/kubeadm-config.yaml",
            Stop
        );
        await RunAsync("kubectl for the administrator");
        await JoinAsync();
        await ReplaceAsync();
        await UpgradeAsync();
        await ChangeSeedsAsync();

        Assert.Empty(_guide.Except(_done));
    }

    private async Task JoinAsync()
    {
        await _lab.CopyImagesAsync(Master, _worker, Stop);
        var said = await RunAsync("a token");
        var join = Join().Match(said);
        Assert.True(join.Success, said);
        await RunAsync(
            "join",
            commands => $"TOKEN={join.Groups["token"]} HASH={join.Groups["hash"]}\n{commands}"
        );
        await NodesAsync("v1.20.2");
    }

    private async Task ReplaceAsync()
    {
        await RunAsync("forget the machine");
        await RunAsync("another machine, from the bundle's directory");
        await _lab.FreshAsync(_worker, Stop);
        await JoinAsync();
    }

    private async Task UpgradeAsync()
    {
        await RunAsync("the new kubeadm");
        await RunAsync("upgrade the control plane");
        await RunAsync("the new kubelet and kubectl");
        await RunAsync("the new kubeadm, on a worker");
        await RunAsync("take the work off the worker");
        await RunAsync("the new kubelet and kubectl, on a worker");
        await RunAsync("the worker goes back to work");
        await NodesAsync("v1.20.3");
    }

    // The version as it is now, and another address for the worker: both nodes get new seeds.
    private async Task ChangeSeedsAsync()
    {
        await _lab.ChangeAsync(
            ("version: 1.20.2", "version: 1.20.3"),
            ("address: 192.168.218.11", "address: 192.168.218.21")
        );
        var said = await RunAsync("what would change");
        Assert.Contains("192.168.218.21", said, StringComparison.Ordinal);
        await _lab.HandOverAgainAsync();
        await ChangeSeedAsync("k8s-node1");
        await ChangeSeedAsync("k8s-master");
        said = await NodesAsync("v1.20.3");
        Assert.Contains("192.168.218.21", said, StringComparison.Ordinal);
    }

    private async Task ChangeSeedAsync(string node)
    {
        string Named(string commands) =>
            commands.Replace("k8s-node1", node, StringComparison.Ordinal);
        await RunAsync("take the work off the node", Named);
        await RunAsync("switch it off", on: node);
        await _lab.OnHostAsync(
            $"until virsh domstate {DayTwoLab.Cluster}-{node} | grep -q 'shut off'; do sleep 1; done",
            Stop
        );
        await RunAsync("start it with its new ISO, from the bundle's directory", Named);
        if (node != "k8s-master")
        {
            _worker = "192.168.218.21";
        }
        await _lab.ReadyAsync(AddressOf(node), Stop);
        await RunAsync("has it worked?", on: node);
        await _lab.OnNodeAsync(Master, "until kubectl get --raw /readyz; do sleep 5; done", Stop);
        await RunAsync("back to work", Named);
    }

    // Both nodes are ready and of this version; a kubelet tells so a while after it has started.
    private Task<string> NodesAsync(string version) =>
        _lab.OnNodeAsync(
            Master,
            "kubectl wait --for=condition=Ready node --all --timeout=15m >/dev/null; "
                + "for try in $(seq 60); do kubectl get nodes --no-headers -o wide >nodes; "
                + $"[ \"$(grep -cw {version} nodes)\" != 2 ] || {{ cat nodes; exit 0; }}; sleep 5; done; cat nodes; exit 1",
            Stop
        );

    private async Task<string> RunAsync(
        string title,
        Func<string, string>? change = null,
        string? on = null
    )
    {
        var block = _guide.Single(block => block.Title == title);
        _done.Add(block);
        var commands = block
            .Commands.Replace("lab-k8s", DayTwoLab.Cluster + "-k8s", StringComparison.Ordinal)
            .Replace("--cluster lab", string.Join(' ', _lab.Options), StringComparison.Ordinal)
            .Replace(@"1\.33\.0", @"1\.20\.2", StringComparison.Ordinal)
            .Replace("1.33.4", "1.20.3", StringComparison.Ordinal);
        Assert.DoesNotContain("1.33", commands, StringComparison.Ordinal);
        commands = change?.Invoke(commands) ?? commands;
        TestContext.Current.SendDiagnosticMessage($"{on ?? block.Where}: {title}");
        return block.Where switch
        {
            "here" => await ProjectCommand.RunAsync("bash", "-euc", commands),
            "libvirt's host" => await _lab.OnHostAsync(commands, Stop),
            var where when title == "switch it off" => await _lab.OnEndingNodeAsync(
                AddressOf(on ?? where),
                commands,
                Stop
            ),
            var where => await _lab.OnNodeAsync(AddressOf(on ?? where), commands, Stop),
        };
    }

    private string AddressOf(string node) => node == "k8s-master" ? Master : _worker;

    [GeneratedRegex("--token (?<token>[^ ]+) .*sha256:(?<hash>[0-9a-f]{64})")]
    private static partial Regex Join();
}
