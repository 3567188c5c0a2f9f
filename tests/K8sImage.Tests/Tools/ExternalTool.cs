using CliWrap;
using Xunit;

namespace K8sImage.Tests.Tools;

/// <summary>Runs a program that isn't ours, to have it judge what we wrote.</summary>
public static class ExternalTool
{
    /// <summary>Which Debian package holds a tool, where the two differ in name.</summary>
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["blkid"] = "util-linux",
        ["bsdtar"] = "libarchive-tools",
        ["gpg"] = "gnupg",
        ["isoinfo"] = "genisoimage",
        ["netplan"] = "netplan.io",
        ["pdftotext"] = "poppler-utils",
    };

    /// <summary>How long a tool may run before it is killed and the test fails: isoinfo can loop on a bad image.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Runs a tool in the C.UTF-8 locale and waits for its end. A tool that isn't installed fails the test; an exit code
    /// does not (see <see cref="ToolOutput.EnsureSuccess"/>).
    /// </summary>
    public static Task<ToolOutput> Run(string tool, params IReadOnlyList<string> arguments) =>
        RunWithInput("", tool, arguments);

    /// <summary>The same with a text on the tool's standard input.</summary>
    public static async Task<ToolOutput> RunWithInput(
        string input,
        string tool,
        params IReadOnlyList<string> arguments
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(
            TestContext.Current.CancellationToken
        );
        limit.CancelAfter(Patience);
        using var output = new MemoryStream();
        var error = new StringWriter();
        CommandResult result = await Cli.Wrap(Locate(tool, SearchPath))
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables => variables.Set("LC_ALL", "C.UTF-8"))
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(error.WriteLine))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(limit.Token);
        return new ToolOutput(
            $"{tool} {string.Join(' ', arguments)}",
            result.ExitCode,
            output.ToArray(),
            error.ToString()
        );
    }

    /// <summary>The tool's path; fails the test in words if there is none.</summary>
    /// <param name="tool">Name of the program.</param>
    /// <param name="searchPath">Directories, separated as in PATH.</param>
    internal static string Locate(string tool, string searchPath)
    {
        string? path = searchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, tool))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            Assert.Fail($"needs {tool}: apt-get install {Packages.GetValueOrDefault(tool, tool)}");
        }
        return path;
    }

    /// <summary>PATH, and the places of system tools, which a user's PATH may lack.</summary>
    private static string SearchPath =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
}
