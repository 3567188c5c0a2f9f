using System.Net;
using System.Text.RegularExpressions;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>Where a bundle's scripts make machines' disks, and which they take. A shell runs them, with stand-ins for the programs.</summary>
public sealed class BundleDiskTests : IDisposable
{
    private const string Started = "what the machine wrote";

    private readonly TestBundles _bundles = new();

    // Of the same name, and of the same nodes' names.
    private readonly TestBundles _others = new(
        "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.20 }, { name: k8s-node1, role: worker, address: 192.168.218.21 }]"
    );

    private readonly TestDirectory _directory = new();
    private readonly StandIns _standIns;

    public BundleDiskTests()
    {
        _standIns = new StandIns(_directory);
        _bundles.BakeDisks();
        _others.BakeDisks();
    }

    public static TheoryData<string, string, string> Scripts { get; } =
        new()
        {
            { "k8s-node1/qemu.sh", "qcow2", "qemu-system-x86_64 " },
            { "virtualbox.sh", "vdi", "VBoxManage startvm lab-k8s-node1 " },
            { "virt-install.sh", "qcow2", "virt-install --name lab-k8s-node1 " },
        };

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Disks_are_made_outside_of_the_bundle(
        string script,
        string format,
        string start
    )
    {
        var written = await _bundles.WriteAsync();
        var before = Planted.Snapshot(_bundles.Bundles);
        (await RunAsync(written, script)).EnsureSuccess();
        Assert.Equal(before, Planted.Snapshot(_bundles.Bundles));
        Assert.Equal("disk of worker", await File.ReadAllTextAsync(Disk(format), Stop));
        AssertStarted(start);
    }

    // Each command as the page has it, from the bundle's directory; of variables sudo would keep none.
    [Fact]
    public async Task The_page_says_how_each_script_is_given_the_base()
    {
        using var bundles = new TestBundles();
        var written = await bundles.WriteAsync();
        var page = WebUtility.HtmlDecode(
            await File.ReadAllTextAsync(Path.Combine(written, "index.html"), Stop)
        );
        string[] commands =
        [
            .. Regex
                .Matches(page, @"<pre><code>(?:sudo )?(\./(?!build)\S+\.sh\b[^<]*)</code>")
                .Select(found => found.Groups[1].Value),
        ];
        Assert.Equal(
            ["qemu.sh", "qemu.sh", "virt-install.sh", "proxmox.sh", "virtualbox.sh"],
            commands.Select(command => Path.GetFileName(command.Split(' ')[0]))
        );
        _standIns.Write("mkdir", "case $2 in /var/*) exit 7 ;; *) exec /bin/mkdir \"$@\" ;; esac");
        _standIns.Write("cp", "case $2 in /var/*) ;; *) exec /bin/cp \"$@\" ;; esac");
        var file = _directory.Write("a base.img", "base");
        foreach (var command in commands)
        {
            Assert.Contains(" --base FILE", command, StringComparison.Ordinal);
            string[] parts = [.. command.Split(' ').Select(part => part == "FILE" ? file : part)];
            var said = await _standIns.RunAsync(Path.Combine(written, parts[0]), parts[1..]);
            // Only root can write where libvirt looks for disks.
            Assert.True(
                said.ExitCode == (parts[0] == "./virt-install.sh" ? 7 : 0),
                $"{command}: {said.Error}"
            );
            var calls = _standIns.Calls();
            if (parts[0] == "./proxmox.sh")
            {
                Assert.Contains(
                    $"import-from={file} ",
                    string.Join('\n', calls),
                    StringComparison.Ordinal
                );
            }
        }
        Assert.Equal("base", await File.ReadAllTextAsync(Disk("qcow2", "k8s-master"), Stop));
    }

    [Theory]
    [InlineData("k8s-node1/qemu.sh")]
    [InlineData("virt-install.sh")]
    [InlineData("virtualbox.sh")]
    [InlineData("proxmox.sh")]
    public async Task Without_a_base_nothing_happens_and_help_says_how_it_is_given(string script)
    {
        using var bundles = new TestBundles();
        script = Path.Combine(await bundles.WriteAsync(), script);
        var refused = await _standIns.RunAsync(script, "local-lvm", "vmbr0", "200");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("--base FILE is missing", refused.Error, StringComparison.Ordinal);
        Assert.Empty(_standIns.Calls());
        var help = (await _standIns.RunAsync(script, "--help")).EnsureSuccess().Text;
        Assert.Contains("--base FILE", help, StringComparison.Ordinal);
        Assert.Contains("--base: the base image", help, StringComparison.Ordinal);
        Assert.DoesNotContain("set -eu", help, StringComparison.Ordinal);
    }

    // Root could write there: the script comes no further than to making the directory.
    [Fact]
    public async Task Those_of_virt_install_are_made_where_libvirt_looks_for_them()
    {
        _standIns.Write("mkdir", "exit 1");
        var script = Path.Combine(await _bundles.WriteAsync(), "virt-install.sh");
        Assert.Equal(1, (await _standIns.RunAsync(script)).ExitCode);
        Assert.Equal(["mkdir -p /var/lib/libvirt/images"], _standIns.Calls());
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_disk_that_is_there_is_started_again(
        string script,
        string format,
        string start
    )
    {
        await StartAsync(script, format);
        // Handed over once more, to another place.
        var again = await _bundles.WriteAsync(_directory["again"]);
        (await RunAsync(again, script)).EnsureSuccess();
        Assert.Equal(Started, await File.ReadAllTextAsync(Disk(format), Stop));
        AssertStarted(start);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_disk_of_another_cluster_of_this_name_is_not_started(
        string script,
        string format,
        string start
    )
    {
        await StartAsync(script, format);
        var before = Planted.Snapshot(_standIns.Home);
        var other = await _others.WriteAsync();

        var refused = await RunAsync(other, script);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            Disk(format, script.Contains('/') ? "k8s-node1" : "k8s-master"),
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("--disks", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--new-seed", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Planted.Snapshot(_standIns.Home));
        Assert.Empty(_standIns.Calls());

        (await RunAsync(other, script, "--disks", _directory["elsewhere"])).EnsureSuccess();
        AssertStarted(start);
        Assert.Equal(before, Planted.Snapshot(_standIns.Home));
        Assert.Equal(
            "disk of worker",
            await File.ReadAllTextAsync(_directory[$"elsewhere/lab-k8s-node1.{format}"], Stop)
        );
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_disk_of_an_earlier_bundle_is_taken_when_that_is_said(
        string script,
        string format,
        string start
    )
    {
        await StartAsync(script, format);
        var later = await _others.WriteAsync();
        foreach (
            var arguments in (string[][])
                [
                    ["--new-seed"],
                    [],
                ]
        )
        {
            (await RunAsync(later, script, arguments)).EnsureSuccess();
            Assert.Equal(Started, await File.ReadAllTextAsync(Disk(format), Stop));
            AssertStarted(start);
        }
        // The earlier seed would be another one now.
        Assert.Equal(1, (await RunAsync(_bundles.Written, script)).ExitCode);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("dangling link")]
    [InlineData("directory")]
    public async Task What_nobody_knows_of_is_not_taken_for_a_disk(string what)
    {
        var written = await _bundles.WriteAsync();
        Planted.At(Disk("qcow2"), what, _directory["elsewhere"]);
        var before = Planted.Snapshot(_directory["home"]);
        var refused = await RunAsync(written, "k8s-node1/qemu.sh");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(Disk("qcow2"), refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Planted.Snapshot(_directory["home"]));
        Assert.Empty(_standIns.Calls());
    }

    // Proxmox has the disks; the ISO lies where those of all machines do.
    [Fact]
    public async Task Proxmox_keeps_the_ISO_of_another_cluster_of_this_name()
    {
        const string Isos = "/var/lib/vz/template/iso";
        var isos = Directory.CreateDirectory(_directory["iso"]).FullName;
        foreach (var bundles in (TestBundles[])[_bundles, _others])
        {
            var script = Path.Combine(await bundles.WriteAsync(), "proxmox.sh");
            var text = await File.ReadAllTextAsync(script, Stop);
            Assert.Contains(Isos, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                script,
                text.Replace(Isos, isos, StringComparison.Ordinal),
                Stop
            );
        }
        string[] arguments = ["local-lvm", "vmbr0", "200"];
        for (var i = 0; i < 2; i++)
        {
            (await RunAsync(_bundles.Written, "proxmox.sh", arguments)).EnsureSuccess();
            AssertStarted("qm start 201");
        }
        var before = Planted.Snapshot(isos);
        Assert.Equal(3, before.Count);
        var refused = await RunAsync(_others.Written, "proxmox.sh", arguments);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            $"{isos}/lab-k8s-master-seed.iso is another seed",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(before, Planted.Snapshot(isos));
        Assert.Empty(_standIns.Calls());
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _others.Dispose();
        _directory.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Disk(string format, string node = "k8s-node1") =>
        Path.Combine(_standIns.Disks, $"lab-{node}.{format}");

    private async Task StartAsync(string script, string format)
    {
        (await RunAsync(await _bundles.WriteAsync(), script)).EnsureSuccess();
        await File.WriteAllTextAsync(Disk(format), Started, Stop);
        _standIns.Calls();
    }

    private Task<ToolOutput> RunAsync(
        string bundle,
        string script,
        params IReadOnlyList<string> arguments
    ) =>
        _standIns.RunAsync(
            Path.Combine(bundle, script),
            script switch
            {
                // Its own default is that of libvirt's service.
                "virt-install.sh" => ["--disks", _standIns.Disks, .. arguments],
                "virtualbox.sh" => [.. arguments, "eth0"],
                _ => arguments,
            }
        );

    private void AssertStarted(string start) =>
        Assert.Single(_standIns.Calls(), call => call.StartsWith(start, StringComparison.Ordinal));
}
