using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using K8sImage.Bases;
using K8sImage.Findings;
using K8sImage.Machines;
using K8sImage.Verification;

namespace K8sImage.BootTests;

/// <summary>What the tests boot with.</summary>
public static class TestMachine
{
    public static GuestNetwork Network { get; } =
        GuestNetwork.Of(IPAddress.Parse("192.168.218.2"), 24, [IPAddress.Parse("192.168.218.10")]);

    public static async Task<MachinePlan> PlanAsync(CancellationToken stop) =>
        new(
            await Qemu.FindAsync(new FindingCollection(), stop),
            AcceleratorChoice.ForThisMachine(null)
        );

    public static NodeUnderTest Node(
        BaseDisk disk,
        string? iso,
        string logs,
        int checks,
        string? networkInterface = null
    ) =>
        new(
            "tested",
            iso,
            TestSeed.InstanceId,
            disk,
            new NetworkCard(Network, "52:54:00:0a:0b:0a", networkInterface),
            [
                .. Enumerable
                    .Range(1, checks)
                    .Select(i => new ExpectedCheck("test", $"check {i}", new Place("test", i))),
            ],
            logs
        );

    /// <summary>A disk without a boot loader.</summary>
    public static BaseDisk Empty(string path)
    {
        using (var file = File.Create(path))
        {
            file.SetLength(1024 * 1024);
        }
        return new BaseDisk("empty", "an empty disk", path, "raw", "", DateTimeOffset.UnixEpoch);
    }

    /// <summary>The QEMU that writes its logs to a directory; null if none runs.</summary>
    public static Process? QemuOf(string logs) =>
        Process
            .GetProcessesByName("qemu-system-x86_64")
            .FirstOrDefault(process =>
                CommandLine(process.Id).Contains(logs, StringComparison.Ordinal)
            );

    /// <summary>The disk of the QEMU that writes its logs to a directory; null if none runs.</summary>
    public static string? DiskOf(string logs) =>
        QemuOf(logs) is { } qemu
        && Regex.Match(CommandLine(qemu.Id), "[^=,\\0]+/disk\\.qcow2") is { Success: true } disk
            ? disk.Value
            : null;

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public static bool IsRunning(int pid)
    {
        try
        {
            // A zombie is no longer a QEMU: it has closed all that it had open.
            return !File.ReadAllText($"/proc/{pid}/stat")
                .Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until something holds; gives up after half a minute.</summary>
    public static async Task<bool> ComesTrueAsync(Func<bool> condition, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > TimeSpan.FromSeconds(30))
            {
                return false;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(50), stop);
        }
        return true;
    }
}
