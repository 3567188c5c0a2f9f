using System.Diagnostics;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>The build as a user starts it: <c>./build.sh</c>.</summary>
internal static class BuildProcess
{
    /// <summary>Starts a bake; build.sh becomes the build's own process, so that a signal reaches it.</summary>
    /// <param name="clusterFile">Path of the cluster file.</param>
    /// <param name="output">The directory in which the cluster's own is made.</param>
    /// <param name="workingDirectory">Where the user stands.</param>
    /// <param name="environment">Variables of the environment.</param>
    public static Process Start(
        string clusterFile,
        string output,
        string workingDirectory,
        params IReadOnlyList<(string Name, string Value)> environment
    ) =>
        Start(
            ["BakeImages", "--cluster", clusterFile, "--output", output],
            workingDirectory,
            environment
        );

    /// <summary>Starts a target.</summary>
    /// <param name="arguments">The target and its arguments.</param>
    /// <param name="workingDirectory">Where the user stands.</param>
    /// <param name="environment">Variables of the environment.</param>
    public static Process Start(
        IReadOnlyList<string> arguments,
        string workingDirectory,
        params IReadOnlyList<(string Name, string Value)> environment
    ) => Start(arguments, Repository.Root, workingDirectory, environment);

    /// <summary>Starts a target in another project, where the user stands.</summary>
    /// <param name="root">The project's directory.</param>
    /// <param name="arguments">The target and its arguments.</param>
    /// <param name="environment">Variables of the environment.</param>
    public static Process StartIn(
        string root,
        IReadOnlyList<string> arguments,
        params IReadOnlyList<(string Name, string Value)> environment
    ) => Start(arguments, root, root, environment);

    private static Process Start(
        IReadOnlyList<string> arguments,
        string root,
        string workingDirectory,
        IReadOnlyList<(string Name, string Value)> environment
    )
    {
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, "build.sh"),
            [.. arguments, "--root", root]
        )
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("SOURCE_DATE_EPOCH");
        start.Environment.Remove("GITHUB_ACTIONS");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a bake.</summary>
    /// <returns>All it wrote, standard error first, and its exit code.</returns>
    public static async Task<ToolOutput> End(this Process process)
    {
        var token = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(token);
        // The first one in a fresh checkout compiles, and says so.
        var error = (await process.StandardError.ReadToEndAsync(token)).Replace(
            "build.sh: compiling build/\n",
            "",
            StringComparison.Ordinal
        );
        var bytes = System.Text.Encoding.UTF8.GetBytes(await output);
        await process.WaitForExitAsync(token);
        return new ToolOutput("./build.sh", process.ExitCode, bytes, error);
    }
}
