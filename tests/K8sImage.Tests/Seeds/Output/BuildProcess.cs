using System.Diagnostics;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

/// <summary>
/// The build as <c>./build.sh</c> starts it, which has its own tests. It is called once, to compile what has changed; from then on
/// the program that it made is started at once: of a short run the script is a third.
/// </summary>
internal static class BuildProcess
{
    private static readonly Lazy<(string Dotnet, string Assembly)> Program = new(Compile);

    /// <summary>Starts a bake; the process is the build's own, so that a signal reaches it.</summary>
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
        var (dotnet, assembly) = Program.Value;
        var start = new ProcessStartInfo(dotnet, [assembly, .. arguments, "--root", root])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What build.sh sets.
        start.Environment["DOTNET_EXE"] = dotnet;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["NUKE_TELEMETRY_OPTOUT"] = "1";
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
        var error = await process.StandardError.ReadToEndAsync(token);
        var bytes = System.Text.Encoding.UTF8.GetBytes(await output);
        await process.WaitForExitAsync(token);
        return new ToolOutput("./build.sh", process.ExitCode, bytes, error);
    }

    private static (string Dotnet, string Assembly) Compile()
    {
        using var script = Process.Start(
            new ProcessStartInfo(Path.Combine(Repository.Root, "build.sh"), ["--help"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = script.StandardError.ReadToEndAsync();
        script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.True(script.ExitCode == 0, error.Result);
        var home = Path.Combine(Repository.Root, "build", "bin", "bootstrap");
        var current = File.ReadAllLines(Path.Combine(home, "current"));
        return (current[1], Path.Combine(home, current[0], "_build.dll"));
    }
}
