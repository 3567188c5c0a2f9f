using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Common.Tests;

/// <summary>build.sh, in a directory of its own, with a dotnet that only notes what it is asked for.</summary>
public sealed class BootstrapTests : IDisposable
{
    private const string DotNet = """
        #!/usr/bin/env bash
        case $1 in
          --version) exit 0 ;;
          publish)
            echo "$@" >>"$ROOT/published"
            echo "$NUKE_TELEMETRY_OPTOUT" >"$ROOT/optout"
            if [[ -f $ROOT/broken && ( $* == *ReadyToRun* || $(<"$ROOT/broken") != *NU1101* ) ]]; then
              cat "$ROOT/broken"
              exit 1
            fi
            while [[ $1 != --output ]]; do shift; done
            sleep 0.2
            mkdir -p "$2" && touch "$2/_build.dll"
            ;;
          *) shift && echo "ran:$*" ;;
        esac
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("nuke-common-tests-").FullName;

    public BootstrapTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "build.sh is for Unix.");
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "build.sh")))
        {
            repository = repository.Parent!;
        }
        File.Copy(Path.Combine(repository.FullName, "build.sh"), At("build.sh"));
        foreach (
            var file in (string[])
                ["build/Build.cs", "src/Room/A.cs", "src/Room/B.cs", "src/obj/x", "global.json"]
        )
        {
            Write(file, "");
        }
        Write("path/dotnet", DotNet);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                At("path/dotnet"),
                UnixFileMode.UserRead | UnixFileMode.UserExecute
            );
        }
    }

    private string? _package;

    private int Compilations =>
        File.Exists(At("published")) ? File.ReadAllLines(At("published")).Length : 0;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task It_compiles_once_and_passes_the_arguments_on()
    {
        Assert.Equal("ran:--help a b\n", (await Run("--help", "a b")).StandardOutput);
        Assert.Equal("ran:\n", (await Run()).StandardOutput);
        Assert.Equal(1, Compilations);
    }

    [Theory]
    [InlineData("src/Room/A.cs", 2)]
    [InlineData("global.json", 2)]
    [InlineData("src/Room/New.cs", 2)]
    [InlineData("src/obj/x", 1)]
    [InlineData("README.md", 1)]
    public async Task It_compiles_again_when_a_source_was_written(string file, int compilations)
    {
        await Run();
        Write(file, "changed");
        await Run();
        await Run();
        Assert.Equal(compilations, Compilations);
    }

    [Fact]
    public async Task It_compiles_again_for_the_package_or_another_version_of_it()
    {
        await Run();
        foreach (
            var (version, compilations) in ((string?, int)[])
                [("10.1.0", 2), ("10.1.0", 2), ("10.0.0", 3), (null, 4)]
        )
        {
            _package = version;
            await Run();
            Assert.Equal(compilations, Compilations);
        }
    }

    [Fact]
    public async Task The_package_is_told_to_send_nothing_before_anything_starts()
    {
        await Run();
        Assert.Equal("1\n", File.ReadAllText(At("optout")));
    }

    [Fact]
    public async Task It_compiles_again_when_a_source_was_deleted()
    {
        await Run();
        File.Delete(At("src/Room/B.cs"));
        await Run();
        Assert.Equal(2, Compilations);
    }

    [Fact]
    public async Task A_failed_compilation_shows_its_errors_and_is_tried_again()
    {
        Write("broken", "Build.cs(1,1): error CS1002: ; expected");
        var result = await Run();
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("error CS1002", result.StandardError, StringComparison.Ordinal);
        Assert.Empty(result.StandardOutput);

        File.Delete(At("broken"));
        Assert.Equal("ran:\n", (await Run()).StandardOutput);
        Assert.Equal(2, Compilations);
    }

    [Fact]
    public async Task Without_the_compiler_to_native_code_it_compiles_as_usual()
    {
        Write("broken", "error NU1101: Unable to find package microsoft.netcore.app.crossgen2");
        var result = await Run();
        Assert.Equal("ran:\n", result.StandardOutput);
        Assert.Contains("starts slower", result.StandardError, StringComparison.Ordinal);
        Assert.Equal(2, Compilations);
    }

    [Fact]
    public async Task Of_two_at_once_one_compiles()
    {
        var results = await Task.WhenAll(Run("1"), Run("2"), Run("3"));
        Assert.Equal(
            ["ran:1\n", "ran:2\n", "ran:3\n"],
            results.Select(result => result.StandardOutput)
        );
        Assert.Equal(1, Compilations);
    }

    private async Task<BufferedCommandResult> Run(params string[] arguments) =>
        await Cli.Wrap("bash")
            .WithArguments([At("build.sh"), .. arguments])
            .WithEnvironmentVariables(variables =>
                variables
                    .Set("ROOT", _root)
                    .Set("NukePackage", _package)
                    .Set("NUKE_TELEMETRY_OPTOUT", null)
                    .Set("PATH", $"{At("path")}:{Environment.GetEnvironmentVariable("PATH")}")
            )
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    private string At(string path) => Path.Combine(_root, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }
}
