using System.Diagnostics;
using System.Runtime.Versioning;
using K8sImage.Disks;
using K8sImage.Machines;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Disks;

/// <summary>File systems made by mke2fs in a partitioned file, as a bake leaves them.</summary>
[SupportedOSPlatform("linux")]
public sealed class CleannessTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    public CleannessTests()
    {
        foreach (
            var directory in (string[])
                ["etc/ssh", "etc/netplan", "var/lib/cloud", "var/log/apt", "var/lib/dpkg", "tmp"]
        )
        {
            Directory.CreateDirectory(Root(directory));
        }
        File.WriteAllText(Root("etc/machine-id"), "");
        File.WriteAllText(Root("etc/ssh/sshd_config"), "# the package's\n");
    }

    [Fact]
    public async Task A_clean_disk_has_nothing_left() => Assert.Empty(await LeftAsync());

    [Theory]
    [InlineData("etc/machine-id", "/etc/machine-id")]
    [InlineData("etc/ssh/ssh_host_ed25519_key", "SSH host keys")]
    [InlineData("etc/netplan/50-cloud-init.yaml", "network configuration")]
    [InlineData("var/lib/cloud/seed", "cloud-init's state")]
    [InlineData("var/lib/apt/lists/x_InRelease", "package lists")]
    [InlineData("var/cache/apt/archives/x.deb", "downloaded packages")]
    [InlineData("var/log/journal/0123/system.journal", "journal")]
    [InlineData("var/log/dpkg.log", "a log")]
    [InlineData("var/lib/systemd/random-seed", "random seed")]
    [InlineData("var/lib/systemd/network/lease", "leases")]
    [InlineData("var/lib/dbus/machine-id", "machine-id")]
    [InlineData("tmp/x", "temporary files")]
    [InlineData("var/tmp/x", "temporary files")]
    [InlineData("usr/local/sbin/k8simage-verify", "self-check")]
    [InlineData("usr/lib/systemd/system-shutdown/k8simage-clean", "cleaner")]
    [InlineData("root/.ssh", "SSH keys of root")]
    public async Task What_is_left_is_named(string file, string what)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Root(file))!);
        await File.WriteAllTextAsync(Root(file), "left\n", TestContext.Current.CancellationToken);
        Assert.Contains(what, Assert.Single(await LeftAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_are_those_that_dpkg_has_installed()
    {
        await File.WriteAllTextAsync(
            Root("var/lib/dpkg/status"),
            """
            Package: b
            Status: install ok installed
            Architecture: all
            Version: 1:2.0-1
            Description: one
             Version: of the description

            Package: gone
            Status: deinstall ok config-files
            Architecture: amd64
            Version: 1

            Package: a
            Status: hold ok installed
            Architecture: amd64
            Version: 3

            """,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(
            [new("a", "3", "amd64"), new InstalledPackage("b", "1:2.0-1", "all")],
            await InstalledPackages.OfAsync(
                await OpenAsync(),
                TestContext.Current.CancellationToken
            )
        );
    }

    public void Dispose() => _directory.Dispose();

    private string Root(string path) => Path.Combine(_directory["root"], path);

    private async Task<IReadOnlyList<string>> LeftAsync() =>
        await Cleanness.LeftAsync(await OpenAsync(), TestContext.Current.CancellationToken);

    private async Task<RootFileSystem> OpenAsync()
    {
        var disk = _directory["disk.raw"];
        await RunAsync("truncate", "-s", "24M", disk);
        await RunAsync("sgdisk", "-n", "14:2048:4095", "-n", "1:4096:45055", disk);
        await RunAsync(
            "mkfs.ext4",
            "-q",
            "-F",
            "-E",
            "offset=2097152",
            "-d",
            _directory["root"],
            disk,
            "20M"
        );
        return await RootFileSystem.OpenAsync(disk, TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
