using System.Management.Automation.Language;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>The files for hypervisors, judged by the programs that they are for, as far as these run here.</summary>
public sealed class BundleFileTests : IDisposable
{
    private readonly TestBundles _usual = new();

    // The gateway is the first address, so that VirtualBox's own network will do; there are golden disks, and cards with names.
    private readonly TestBundles _other = new(
        "network: { gateway: 10.11.12.1 }",
        "nodes: [{ name: m, role: control-plane, address: 10.11.12.10, interface: ens33 }, { name: n, role: worker, address: 10.11.12.11, interface: eno2 }, { name: o, role: worker, address: 10.11.12.12, interface: enp0s9 }]"
    );

    [Fact]
    public async Task Shellcheck_finds_nothing_in_the_scripts()
    {
        foreach (var written in await WriteAsync())
        {
            var scripts = Directory.GetFiles(written, "*.sh", SearchOption.AllDirectories);
            Assert.NotEmpty(scripts);
            var said = await ExternalTool.Run("shellcheck", scripts);
            Assert.Equal("", said.Text);
            said.EnsureSuccess();
        }
    }

    [Fact]
    public async Task Libvirts_schema_takes_the_machines_and_the_network()
    {
        foreach (var written in await WriteAsync())
        {
            foreach (
                var path in Directory
                    .GetFiles(written, "*.xml", SearchOption.AllDirectories)
                    .Where(path => !path.Contains("/proof/", StringComparison.Ordinal))
            )
            {
                (await ExternalTool.Run("virt-xml-validate", path)).EnsureSuccess();
            }
        }
    }

    // In a guest the first was seen to be ens33.
    [Theory]
    [InlineData("m", "<qemu:arg value='pcie-root-port.slot=33'/>")]
    [InlineData("n", "<qemu:arg value='virtio-net-pci.acpi-index=2'/>")]
    [InlineData("o", "<address type='pci' domain='0' bus='0' slot='9' function='0'/>")]
    public async Task A_card_is_where_Linux_gives_it_the_name_that_the_seed_looks_for(
        string node,
        string wanted
    )
    {
        _other.BakeDisks();
        var xml = Path.Combine(await _other.WriteAsync(), node, "libvirt.xml");
        Assert.Contains(wanted, await File.ReadAllTextAsync(xml, Stop), StringComparison.Ordinal);
    }

    // libvirt's own stand-in for a hypervisor: it keeps what it is told, and starts nothing.
    [Fact]
    public async Task Libvirt_defines_and_starts_the_machines()
    {
        var written = await _usual.WriteAsync();
        var xml = Path.Combine(written, "k8s-node1", "libvirt.xml");
        var machine = (await File.ReadAllTextAsync(xml, Stop)).Replace(
            "type='kvm'",
            "type='test'",
            StringComparison.Ordinal
        );
        await File.WriteAllTextAsync(xml, machine, Stop);
        var said = await ExternalTool.Run(
            "virsh",
            "--connect",
            "test:///default",
            $"net-define {Path.Combine(written, "libvirt-network.xml")}; net-start lab; define {xml}; start lab-k8s-node1; domstate lab-k8s-node1"
        );
        Assert.Contains("running", said.EnsureSuccess().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Virt_install_would_make_the_machines()
    {
        foreach (var written in await WriteAsync())
        {
            var images = Directory.CreateDirectory(Path.Combine(written, "images")).FullName;
            var disk = Path.Combine(images, "base");
            (
                await ExternalTool.Run("qemu-img", "create", "-q", "-f", "qcow2", disk, "64M")
            ).EnsureSuccess();
            foreach (
                var golden in Directory.Exists(Path.Combine(written, "disks"))
                    ? Directory.GetFiles(Path.Combine(written, "disks"))
                    : []
            )
            {
                File.Copy(disk, golden, overwrite: true);
            }
            // A Python that a developer has put in front lacks libvirt's module.
            var said = await ExternalTool.Run(
                "env",
                [
                    "PATH=/usr/bin:/bin",
                    "sh",
                    Path.Combine(written, "virt-install.sh"),
                    "--disks",
                    images,
                    .. Directory.Exists(Path.Combine(written, "disks"))
                        ? (string[])[]
                        : ["--base", disk],
                    "--connect",
                    "test:///default",
                    "--dry-run",
                ]
            );
            Assert.Contains(
                "Dry run completed successfully",
                said.EnsureSuccess().Text,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void PowerShell_parses_its_script()
    {
        var findings = new FindingCollection();
        foreach (var bundles in new[] { _usual, _other })
        {
            var script = BundleFiles
                .Of(bundles.Plan(findings))
                .Single(file => file.Path == "hyper-v.ps1");
            Parser.ParseInput(script.Text, out _, out var errors);
            Assert.Empty(errors);
            Assert.DoesNotContain(
                "\n",
                script.Text.Replace("\r\n", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        }
        Parser.ParseInput("if ($true {", out _, out var wrong);
        Assert.NotEmpty(wrong);
    }

    [Fact]
    public void A_card_that_the_seed_looks_for_is_made_so()
    {
        var files = BundleFiles.Of(_usual.Plan([]));
        string Text(string path) => files.Single(file => file.Path == path).Text;
        Assert.Contains(
            "mac=52:54:00:0a:0b:0c",
            Text("k8s-node1/qemu.sh"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<mac address='52:54:00:0a:0b:0c'/>",
            Text("k8s-node1/libvirt.xml"),
            StringComparison.Ordinal
        );
        Assert.Contains("slot=33", Text("k8s-node2/qemu.sh"), StringComparison.Ordinal);
        Assert.Contains(
            "ethernet0.pciSlotNumber = \"33\"",
            Text("k8s-node2/lab-k8s-node2.vmx"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ethernet0.address = \"52:54:00:0a:0b:0c\"",
            Text("k8s-node1/lab-k8s-node1.vmx"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void VirtualBox_shares_a_network_where_its_gateway_fits_and_is_bridged_elsewhere()
    {
        string Text(TestBundles bundles) =>
            BundleFiles.Of(bundles.Plan([])).Single(file => file.Path == "virtualbox.sh").Text;
        Assert.Contains("--nic1 natnetwork", Text(_other), StringComparison.Ordinal);
        Assert.Contains("--nic1 bridged", Text(_usual), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _usual.Dispose();
        _other.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<string[]> WriteAsync()
    {
        _other.BakeDisks();
        return [await _usual.WriteAsync(), await _other.WriteAsync()];
    }
}
