using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Common.Tests;

/// <summary>Runs the sample build as a process, in a root directory of its own.</summary>
internal sealed class SampleRun : IDisposable
{
    // Who starts the tests in the background may have told them to ignore SIGINT, and children inherit that.
    private static readonly string[] Launcher = OperatingSystem.IsLinux()
        ? ["env", "--default-signal=INT", "dotnet"]
        : ["dotnet"];

    public SampleRun() => Directory.CreateDirectory(Path.Combine(Root, ".nuke", "temp"));

    public string Root { get; } = Directory.CreateTempSubdirectory("nuke-common-tests-").FullName;

    public string SchemaFile => Path.Combine(Root, ".nuke", "build.schema.json");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public void WriteParameters(string json) =>
        File.WriteAllText(Path.Combine(Root, ".nuke", "parameters.json"), json);

    /// <summary>The command, not yet started; output is never a terminal.</summary>
    public Command Command(params string[] arguments) =>
        Cli.Wrap(Launcher[0])
            .WithArguments([
                .. Launcher[1..],
                Path.Combine(AppContext.BaseDirectory, "SampleBuild.dll"),
                .. arguments,
            ])
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(variables => variables.Set("GITHUB_ACTIONS", null))
            .WithValidation(CommandResultValidation.None);

    public async Task<BufferedCommandResult> Run(params string[] arguments) =>
        await Command(arguments).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
