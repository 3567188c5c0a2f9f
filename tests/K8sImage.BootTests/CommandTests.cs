using System.Diagnostics;
using System.Globalization;
using K8sImage.Files;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>The command as people call it, ended before it is done.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryDirectory _work = TemporaryDirectory.Create();

    private string Guests => Directory.CreateDirectory(_work.File("tmp")).FullName;

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_leaves_neither_QEMU_nor_disk(string signal)
    {
        var stop = TestContext.Current.CancellationToken;
        // A runner may have started us with SIGINT ignored, which children inherit.
        using var command = Start(["env", "--default-signal=INT", "bash", .. Verify()]);
        var said = command.StandardOutput.ReadToEndAsync(stop);
        Process? qemu = null;
        while (qemu is null && !command.HasExited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
            qemu = TestMachine.QemuOf(Guests);
        }
        Assert.True(qemu is not null, "no QEMU came: " + (command.HasExited ? await said : ""));
        Assert.NotEmpty(Directory.GetDirectories(Guests, "k8simage-*"));

        using (
            var kill = Process.Start(
                "kill",
                ["-s", signal, command.Id.ToString(CultureInfo.InvariantCulture)]
            )
        )
        {
            await kill.WaitForExitAsync(stop);
        }
        await command.WaitForExitAsync(stop);

        Assert.NotEqual(0, command.ExitCode);
        Assert.True(
            await TestMachine.ComesTrueAsync(() => TestMachine.QemuOf(Guests) is null, stop),
            "QEMU still runs"
        );
        Assert.Empty(Directory.GetDirectories(Guests, "k8simage-*"));
        Assert.DoesNotContain("   at ", await said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fills_up_ends_the_boot_in_words_and_leaves_nothing()
    {
        var stop = TestContext.Current.CancellationToken;
        var cluster = _work.File("full.yaml");
        await File.WriteAllTextAsync(
            cluster,
            // A cluster of its own: verdicts belong to one cluster file.
            (await File.ReadAllTextAsync(LabCluster.FilePath, stop)).Replace(
                "name: lab-offline\n",
                "name: full\n",
                StringComparison.Ordinal
            ) + "extraUserData:\n  bootcmd:\n    - dd if=/dev/urandom of=/fill bs=1M count=2000\n",
            stop
        );
        // A file system of 500 MiB, of which no other process knows.
        using var command = Start([
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=500m tmpfs \"$TMPDIR\" && \"$@\" 2>&1; status=$?; ls -A \"$TMPDIR\" | sed 's/^/left: /'; exit $status",
            "sh",
            "bash",
            .. Verify(cluster),
        ]);
        var said = await command.StandardOutput.ReadToEndAsync(stop);
        await command.WaitForExitAsync(stop);

        Assert.NotEqual(0, command.ExitCode);
        Assert.Contains("there is no room left", said, StringComparison.Ordinal);
        Assert.DoesNotContain("left: k8simage-", said, StringComparison.Ordinal);
        Assert.Null(TestMachine.QemuOf(Guests));
    }

    private string[] Verify(string? cluster = null) =>
        [
            Path.Combine(Repository.Root, "build.sh"),
            "VerifyImages",
            "--cluster",
            cluster ?? LabCluster.FilePath,
            "--node",
            "k8s-master",
            "--output",
            _work.File("images"),
        ];

    private Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["TMPDIR"] = Guests;
        return Process.Start(start)!;
    }
}
