using System.Diagnostics;
using System.Runtime.Versioning;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.Tests.Tools;

[SupportedOSPlatform("linux")]
public sealed class TemporaryDirectoryTests
{
    [Fact]
    public void A_directory_of_a_process_that_is_gone_is_removed_and_that_of_a_running_one_is_not()
    {
        using var parent = TemporaryDirectory.Create();
        using var running = TemporaryDirectory.Create(parent.Path);
        // Process numbers are used again: the same number with another start is another process.
        var gone = parent.File($"k8simage-{Environment.ProcessId}-1-0123abcd");
        var never = parent.File("k8simage-999999999-1-0123abcd");
        // Nothing but the lock file tells whose a directory is.
        var foreign = parent.File("k8simage-notes");
        var named = parent.File("k8simage-999999998-1-0123abcd");
        var elsewhere = parent.File("elsewhere");
        foreach (var path in (string[])[gone, never, foreign, named, elsewhere])
        {
            Directory.CreateDirectory(path);
            File.WriteAllText(Path.Combine(path, "disk.qcow2"), "");
        }
        foreach (var path in (string[])[gone, never, elsewhere])
        {
            File.WriteAllText(Path.Combine(path, TemporaryDirectory.LockName), "");
        }
        Directory.CreateSymbolicLink(parent.File("k8simage-999999997-1-0123abcd"), elsewhere);
        // Of a process of another container: its number says nothing here, but it holds the lock.
        var held = parent.File("k8simage-999999996-1-0123abcd");
        Directory.CreateDirectory(held);
        using var theirs = OutputLock.Take(Path.Combine(held, TemporaryDirectory.LockName), held);

        TemporaryDirectory.Sweep(parent.Path);

        Assert.True(Directory.Exists(running.Path));
        Assert.All(
            (string[])[foreign, named, elsewhere],
            path => Assert.True(File.Exists(Path.Combine(path, "disk.qcow2")))
        );
        Assert.True(Directory.Exists(held));
        Assert.False(Directory.Exists(gone));
        Assert.False(Directory.Exists(never));
    }

    [Fact]
    public void A_directory_ends_with_its_owner()
    {
        var directory = TemporaryDirectory.Create();
        File.WriteAllText(directory.File("a"), "");
        directory.Dispose();
        Assert.False(Directory.Exists(directory.Path));
    }

    [Fact]
    public void A_missing_program_is_a_finding_that_says_what_to_install()
    {
        var finding = Tool.Missing(
            [
                new Tool("no-such-a", "package-b"),
                new Tool("no-such-b", "package-a"),
                new Tool("sh", "dash"),
            ],
            "/usr/bin"
        );
        Assert.Equal("not installed: no-such-a, no-such-b", finding?.Message);
        Assert.Equal("apt-get install package-a package-b", finding?.Hint);
        Assert.Null(Tool.Missing([new Tool("sh", "dash")], "/usr/bin"));
    }

    [Fact]
    public async Task A_program_that_fails_is_a_finding_with_its_last_words()
    {
        var thrown = await Assert.ThrowsAsync<FindingException>(() =>
            BoundProcess.RunAsync(
                new Tool("sh", "dash"),
                ["-c", "echo first; echo second >&2; exit 3"],
                TestContext.Current.CancellationToken
            )
        );
        var finding = Assert.Single(thrown.Findings);
        Assert.Contains("exit code 3", finding.Message, StringComparison.Ordinal);
        Assert.Contains("second", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_cancelled_has_ended_when_the_call_has()
    {
        using var cancelled = new CancellationTokenSource();
        var pid = new TaskCompletionSource<int>();
        var running = BoundProcess.RunAsync(
            new Tool("sh", "dash"),
            ["-c", "echo $$; exec sleep 600"],
            cancelled.Token,
            line =>
                pid.TrySetResult(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture))
        );
        var started = await pid.Task;
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(started));
    }
}
