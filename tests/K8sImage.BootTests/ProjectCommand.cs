using System.Diagnostics;
using Xunit;

namespace K8sImage.BootTests;

/// <summary>A command as people give it in the repository.</summary>
public static class ProjectCommand
{
    /// <summary>Runs a program there, which must end well.</summary>
    /// <returns>Its standard output.</returns>
    public static async Task<string> RunAsync(params IReadOnlyList<string> command)
    {
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        using var running = Process.Start(start)!;
        var said = await running.StandardOutput.ReadToEndAsync(stop);
        await running.WaitForExitAsync(stop);
        Assert.True(running.ExitCode == 0, said);
        return said;
    }
}
