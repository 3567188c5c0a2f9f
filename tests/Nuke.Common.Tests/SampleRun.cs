using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Common.Tests;

/// <summary>Runs the sample build as a process, in a root directory of its own.</summary>
internal sealed class SampleRun : IDisposable
{
    public SampleRun() => Directory.CreateDirectory(Path.Combine(Root, ".nuke", "temp"));

    public string Root { get; } = Directory.CreateTempSubdirectory("nuke-common-tests-").FullName;

    public string SchemaFile => Path.Combine(Root, ".nuke", "build.schema.json");

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public void WriteParameters(string json) =>
        File.WriteAllText(Path.Combine(Root, ".nuke", "parameters.json"), json);

    /// <summary>The command, not yet started; output is never a terminal.</summary>
    public Command Command(params string[] arguments) =>
        Cli.Wrap("dotnet")
            .WithArguments([
                Path.Combine(AppContext.BaseDirectory, "SampleBuild.dll"),
                .. arguments,
            ])
            .WithWorkingDirectory(Root)
            .WithEnvironmentVariables(variables => variables.Set("GITHUB_ACTIONS", null))
            .WithValidation(CommandResultValidation.None);

    public async Task<BufferedCommandResult> Run(params string[] arguments) =>
        await Command(arguments).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
}
