using System.Diagnostics;
using System.Runtime.Versioning;
using K8sImage.BootTests.Libvirt;
using K8sImage.BootTests.Packages;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Machines.Services;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.BootTests.DayTwo;

/// <summary>
/// A bundle with Kubernetes on its disks, and the machines that libvirt makes of it: a control plane and a worker, in a network
/// in which the proxy for packages is the only server.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class DayTwoLab : IAsyncDisposable
{
    public const string Cluster = "day-two";

    private static readonly Tool SshKeygen = new("ssh-keygen", "openssh-client");

    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();
    private string _repository = "";
    private Cluster? _cluster;
    private GuestServices? _services;
    private LibvirtLab? _libvirt;

    /// <summary>The cluster file.</summary>
    public string ClusterFile => _work.File(Cluster + ".yaml");

    /// <summary>The bundle whose files are used.</summary>
    public string Bundle { get; private set; } = "";

    /// <summary>What a build of this cluster is told.</summary>
    public string[] Options => ["--cluster", ClusterFile, "--steps", _work.File("steps")];

    /// <summary>Makes disks, seeds and bundle by the README's commands, and the machines by the bundle's script.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        _repository = await KubernetesPackages.MakeForUpgradeAsync(
            line => TestContext.Current.SendDiagnosticMessage(line),
            stop
        );
        await WriteClusterAsync(stop);
        await BuildAsync("BakeDisks", "--repository", _repository, "--mirror", "own");
        await BuildAsync("VerifyImages", "--disks");
        await BuildAsync("HandOver");
        Bundle = TakeBundle("bundle");

        _libvirt = await LibvirtLab.StartAsync(_work.File("libvirt"), stop);
        await OnHostAsync($"virsh net-define libvirt-network.xml; virsh net-start {Cluster}", stop);
        _cluster = LabCluster
            .ReadText(await File.ReadAllTextAsync(ClusterFile, stop), _work.File("steps"))
            .Cluster;
        _services = await PackagesCluster.ServicesAsync(_cluster, _repository, stop);
        var names = string.Concat(
            _services.Services.Select(service => $"<hostname>{service.Host}</hostname>")
        );
        await OnHostAsync(
            $"virsh net-update {Cluster} add dns-host \"<host ip='192.168.218.2'>{names}</host>\" --live",
            stop
        );
        foreach (var service in _services.Services)
        {
            await OnHostAsync(
                $"socat TCP-LISTEN:{service.Port},fork,reuseaddr UNIX-CONNECT:{service.Socket} </dev/null >/dev/null 2>&1 &",
                stop
            );
        }
        await OnHostAsync("./virt-install.sh --virt-type qemu --cpu mode=maximum", stop);
    }

    /// <summary>Runs a target for this cluster.</summary>
    public Task<string> BuildAsync(params IReadOnlyList<string> arguments) =>
        ProjectCommand.RunAsync(["bash", "build.sh", .. arguments, .. Options]);

    /// <summary>Changes the cluster file.</summary>
    public async Task ChangeAsync(params IReadOnlyList<(string Old, string New)> changes)
    {
        var text = await File.ReadAllTextAsync(ClusterFile);
        foreach (var (old, value) in changes)
        {
            Assert.Contains(old, text, StringComparison.Ordinal);
            text = text.Replace(old, value, StringComparison.Ordinal);
        }
        await File.WriteAllTextAsync(ClusterFile, text);
    }

    /// <summary>Bakes the seeds of the changed cluster file and hands them over.</summary>
    public async Task HandOverAgainAsync()
    {
        await BuildAsync("HandOver", "--unverified");
        Bundle = TakeBundle("bundle-2");
    }

    /// <summary>Runs shell where libvirt is, in the bundle's directory.</summary>
    public Task<string> OnHostAsync(string commands, CancellationToken stop) =>
        _libvirt!.RunAsync(Bundle, stop, "bash", "-euc", commands);

    /// <summary>Runs shell on a node, as its administrator.</summary>
    public Task<string> OnNodeAsync(string address, string commands, CancellationToken stop) =>
        _libvirt!.RunAsync(_work.Path, stop, [.. Ssh(address), "bash -euc", Quoted(commands)]);

    /// <summary>Runs shell on a node that it may switch off: then the connection ends before the shell does.</summary>
    public Task<string> OnEndingNodeAsync(
        string address,
        string commands,
        CancellationToken stop
    ) =>
        OnHostAsync(
            $"{string.Join(' ', Ssh(address))} {Quoted("bash -euc " + Quoted(commands))} || [ $? = 255 ]",
            stop
        );

    /// <summary>
    /// Waits until cloud-init has done its work on a node that has not joined, and stops its kubelet until kubeadm starts it:
    /// until then it ends and is started every ten seconds, which takes half of an emulated processor.
    /// </summary>
    public async Task FreshAsync(string address, CancellationToken stop)
    {
        await ReadyAsync(address, stop);
        await OnNodeAsync(address, "sudo systemctl stop kubelet", stop);
    }

    /// <summary>Waits until cloud-init has done its work on a node.</summary>
    public async Task ReadyAsync(string address, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await OnNodeAsync(address, "sudo cloud-init status --wait", stop);
                return;
            }
            catch (Xunit.Sdk.XunitException) when (clock.Elapsed < TimeSpan.FromMinutes(20))
            {
                await Task.Delay(TimeSpan.FromSeconds(5), stop);
            }
        }
    }

    /// <summary>Brings the images of a registry that nobody here can reach.</summary>
    public Task ImportImagesAsync(string address, CancellationToken stop) =>
        OnNodeAsync(
            address,
            $"curl -fsS {_cluster!.Repository.Url}images.tar.zst | zstd -dc | sudo ctr -n k8s.io images import -",
            stop
        );

    /// <summary>Brings a node the images that a worker's pods here need, from one that has them.</summary>
    public Task CopyImagesAsync(string from, string to, CancellationToken stop) =>
        OnHostAsync(
            $"{string.Join(' ', Ssh(from))} sudo ctr -n k8s.io images export - "
                + "k8s.gcr.io/pause:3.2 k8s.gcr.io/coredns:1.7.0 | "
                + $"{string.Join(' ', Ssh(to))} sudo ctr -n k8s.io images import -",
            stop
        );

    public async ValueTask DisposeAsync()
    {
        if (_libvirt is not null)
        {
            await _libvirt.DisposeAsync();
        }
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }
        _work.Dispose();
    }

    private async Task WriteClusterAsync(CancellationToken stop)
    {
        Artifacts.Remove(Cluster);
        await BoundProcess.RunAsync(
            SshKeygen,
            ["-q", "-t", "ed25519", "-N", "", "-f", _work.File("key")],
            stop
        );
        await TestSteps.WriteAsync(
            _work.File("steps"),
            ["control-plane", "worker"],
            "DayTwo/pods.yaml"
        );
        await File.WriteAllTextAsync(
            ClusterFile,
            PackagesCluster.Text(KubernetesPackages.KeyOf(_repository), "1.20.2"),
            stop
        );
        await ChangeAsync(
            ("name: lab-packages", "name: " + Cluster),
            (
                "network: { gateway: 192.168.218.2 }",
                $$"""
                network: { gateway: 192.168.218.2, nameservers: [192.168.218.2] }
                ssh: { authorizedKeys: [{{_work.File("key.pub")}}] }
                """
            )
        );
    }

    private string TakeBundle(string name)
    {
        var written = Path.Combine(Repository.Root, "artifacts", "handover", Cluster);
        File.Delete(written + ".zip");
        Directory.Move(written, _work.File(name));
        return _work.File(name);
    }

    private string[] Ssh(string address) =>
        [
            "ssh",
            "-i",
            _work.File("key"),
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-o",
            "ConnectTimeout=10",
            "k8s@" + address,
        ];

    private static string Quoted(string text) =>
        "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
