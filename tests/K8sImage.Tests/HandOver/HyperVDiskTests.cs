using System.Management.Automation;
using System.Management.Automation.Runspaces;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>
/// The same of the script for Hyper-V. PowerShell's own engine runs it, with stand-ins for its commands: they work on files of
/// this machine, and make no machines.
/// </summary>
public sealed class HyperVDiskTests : IDisposable
{
    private const string StandIns = """
        function Join-Path($Path, $ChildPath) { "$Path/$ChildPath" }
        function Test-Path($LiteralPath) { [IO.File]::Exists($LiteralPath) }
        function New-Item($ItemType, [switch]$Force, $Path) { [IO.Directory]::CreateDirectory($Path) }
        function Set-Content($LiteralPath, $Value) { [IO.File]::WriteAllText($LiteralPath, "$Value`n") }
        function Get-Content($LiteralPath, $TotalCount) { [IO.File]::ReadAllLines($LiteralPath)[0] }
        function Move-Item($LiteralPath, $Destination) { [IO.File]::Move($LiteralPath, $Destination) }
        function Set-Location { }
        function Write-Host { }
        function Out-Null { }
        function qemu-img { [IO.File]::Copy("$bundle/$($args[-2])", $args[-1], $true); $global:LASTEXITCODE = $fails }
        function fsutil { }
        function Resize-VHD { }
        function Get-VMSwitch { 'there' }
        function Get-VM($Name) { if ($machines -contains $Name) { $Name } }
        function New-VM { }
        function Set-VM { }
        function Set-VMNetworkAdapter { }
        function Set-VMDvdDrive { }
        function Start-VM($Name) { $started.Add($Name) }
        """;

    private readonly TestBundles _bundles = new();

    private readonly TestBundles _others = new(
        "nodes: [{ name: k8s-master, role: control-plane, address: 192.168.218.20 }]"
    );

    private readonly TestDirectory _directory = new();

    public HyperVDiskTests()
    {
        _bundles.BakeDisks();
        _others.BakeDisks();
    }

    private string Disk => _directory["k8simage/lab/lab-k8s-master.vhdx"];

    [Fact]
    public async Task Disks_are_made_outside_of_the_bundle_and_started_again()
    {
        var written = await _bundles.WriteAsync();
        var before = Planted.Snapshot(written);
        Assert.Equal(3, Run(written));
        Assert.Equal(before, Planted.Snapshot(written));
        Assert.Equal("disk of control-plane", await File.ReadAllTextAsync(Disk, Stop));
        await File.WriteAllTextAsync(Disk, "what the machine wrote", Stop);
        Assert.Equal(3, Run(written));
        Assert.Equal("what the machine wrote", await File.ReadAllTextAsync(Disk, Stop));
    }

    [Fact]
    public async Task A_disk_of_another_cluster_of_this_name_is_started_only_when_that_is_said()
    {
        Run(await _bundles.WriteAsync());
        var before = Planted.Snapshot(_directory.Path);
        var other = await _others.WriteAsync();
        var refused = Assert.Throws<RuntimeException>(() => Run(other));
        Assert.Contains(Disk, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Planted.Snapshot(_directory.Path));
        Assert.Equal(1, Run(other, isNewSeed: true));
        Assert.Equal(1, Run(other));
        Assert.Equal("disk of control-plane", await File.ReadAllTextAsync(Disk, Stop));
    }

    // Hyper-V allows two machines of one name, and what is said to one of them is said to both.
    [Fact]
    public async Task A_machine_of_this_name_is_left_alone()
    {
        var written = await _bundles.WriteAsync();
        var refused = Assert.Throws<RuntimeException>(() => Run(written, machine: "lab-k8s-node2"));
        Assert.Contains("lab-k8s-node2 already", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Disk));
    }

    [Fact]
    public async Task Half_a_disk_is_not_taken_for_one()
    {
        var written = await _bundles.WriteAsync();
        Assert.Throws<RuntimeException>(() => Run(written, exitCode: 1));
        Assert.False(File.Exists(Disk));
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _others.Dispose();
        _directory.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // How many machines were started.
    private int Run(string bundle, bool isNewSeed = false, string machine = "", int exitCode = 0)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        List<string> started = [];
        var variables = runspace.SessionStateProxy.PSVariable;
        variables.Set("started", started);
        variables.Set("bundle", bundle);
        variables.Set("machines", new[] { machine });
        variables.Set("fails", exitCode);
        using (var prepare = PowerShell.Create(runspace))
        {
            prepare.AddScript(StandIns + $"\n$env:ProgramData = '{_directory.Path}'").Invoke();
        }
        using var shell = PowerShell.Create(runspace);
        shell.AddScript(File.ReadAllText(Path.Combine(bundle, "hyper-v.ps1")));
        if (isNewSeed)
        {
            shell.AddParameter("NewSeed");
        }
        shell.Invoke();
        return started.Count;
    }
}
