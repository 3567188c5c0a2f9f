using System.Diagnostics;
using System.Globalization;
using K8sImage.Files;
using K8sImage.Machines;
using K8sImage.Verification;
using Serilog.Core;
using Xunit;

namespace K8sImage.BootTests;

public sealed class LeftoverTests
{
    [Fact]
    public async Task A_killed_parent_leaves_no_QEMU_and_the_next_start_sweeps_its_directory()
    {
        var stop = TestContext.Current.CancellationToken;
        using var owner = Process.Start(
            new ProcessStartInfo
            {
                FileName = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                    ? Environment.ProcessPath
                    : "dotnet",
                ArgumentList =
                {
                    Path.Combine(AppContext.BaseDirectory, "K8sImage.GuestOwner.dll"),
                },
                RedirectStandardOutput = true,
            }
        )!;
        var qemu = int.Parse(
            (await owner.StandardOutput.ReadLineAsync(stop))!,
            CultureInfo.InvariantCulture
        );
        var directory = (await owner.StandardOutput.ReadLineAsync(stop))!;
        Assert.True(TestMachine.IsRunning(qemu));
        Assert.True(File.Exists(Path.Combine(directory, "disk.qcow2")));

        owner.Kill();
        await owner.WaitForExitAsync(stop);

        Assert.True(
            await TestMachine.ComesTrueAsync(() => !TestMachine.IsRunning(qemu), stop),
            $"QEMU {qemu} still runs"
        );
        Assert.True(Directory.Exists(directory));
        TemporaryDirectory.Create().Dispose();
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task A_guest_outlives_the_thread_that_started_it()
    {
        var stop = TestContext.Current.CancellationToken;
        using var work = TemporaryDirectory.Create();
        // For the kernel a thread is the parent: one that ends at once must not take the guest along.
        Guest? guest = null;
        var thread = new Thread(() =>
            guest = Guest
                .StartAsync(Settings(work, TestMachine.PlanAsync(stop).Result), stop)
                .Result
        );
        thread.Start();
        thread.Join();

        await Task.Delay(TimeSpan.FromSeconds(2), stop);
        Assert.False(guest!.Ended.IsCompleted);
        var pid = await guest.ProcessId;
        await guest.DisposeAsync();
        Assert.Equal(GuestEnd.Quit, await guest.Ended);
        Assert.False(TestMachine.IsRunning(pid));
    }

    [Fact]
    public async Task Cancellation_leaves_neither_QEMU_nor_disk()
    {
        using var logs = TemporaryDirectory.Create();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        var plan = await TestMachine.PlanAsync(cancelled.Token);
        string? disk = null;
        var progress = new Immediate(_ =>
        {
            if (!cancelled.IsCancellationRequested)
            {
                // Other tests of this process have directories of their own: the disk tells which is this one's.
                disk = TestMachine.DiskOf(logs.Path);
                cancelled.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NodeVerifier(plan, Logger.None).VerifyAsync(
                TestMachine.Node(TestMachine.Empty(logs.File("empty.raw")), null, logs.Path, 1),
                progress,
                cancelled.Token
            )
        );

        Assert.NotNull(disk);
        Assert.False(Directory.Exists(Path.GetDirectoryName(disk)), $"{disk} was left");
        Assert.Null(TestMachine.QemuOf(logs.Path));
    }

    [Fact]
    public async Task A_boot_ends_in_words_when_there_is_no_room_left()
    {
        var stop = TestContext.Current.CancellationToken;
        using var logs = TemporaryDirectory.Create();
        var plan = await TestMachine.PlanAsync(stop) with { LeastFree = long.MaxValue };

        var verdict = await new NodeVerifier(plan, Logger.None).VerifyAsync(
            TestMachine.Node(TestMachine.Empty(logs.File("empty.raw")), null, logs.Path, 1),
            progress: null,
            stop
        );

        Assert.Contains(
            Assert.Single(verdict.Boots).Findings,
            finding => finding.Code == MachineRules.DiskFull.Code
        );
    }

    private static MachineSettings Settings(TemporaryDirectory work, MachinePlan plan)
    {
        var disk = work.File("disk.qcow2");
        OverlayDisk
            .CreateAsync(disk, TestMachine.Empty(work.File("empty.raw")).Path, "raw", 1, default)
            .Wait();
        return new MachineSettings
        {
            Qemu = plan.Qemu,
            Accelerator = plan.Accelerator,
            Disk = disk,
            Nonce = "n",
            ConsoleLog = work.File("console.log"),
            VerdictLog = work.File("verdict.tap"),
            ControlSocket = work.File("qmp.sock"),
            MemoryMiB = 128,
        };
    }
}
