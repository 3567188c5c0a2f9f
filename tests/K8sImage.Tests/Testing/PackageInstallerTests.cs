using K8sImage.Tests.Clusters;
using K8sImage.Tests.Seeds.Output;
using K8sImage.Tests.Tools;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.Tests.Testing;

/// <summary>
/// Who installs packages: Prerequisites and the tests, which name it. All others say what is missing and which one command
/// brings it.
/// </summary>
public sealed class PackageInstallerTests : IDisposable
{
    private static readonly string[] Installers = ["apt", "apt-get", "dpkg", "sudo"];

    private readonly TestDirectory _directory = new();

    public PackageInstallerTests()
    {
        // A stand-in for one that has nothing installed, and some that tell of it when they are called.
        Write("dpkg-query", "");
        foreach (var installer in Installers)
        {
            Write(installer, $"echo \"{installer} $*\" >>'{_directory["calls"]}'\n");
        }
        _directory.Write("lab.yaml", ClusterText.With());
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("BakeDisks", "boots", "--cluster", "lab.yaml")]
    [InlineData("VerifyImages", "boots", "--cluster", "lab.yaml", "--output", "out")]
    [InlineData("VerifyCluster", "boots", "--cluster", "lab.yaml", "--output", "out")]
    [InlineData("HandOverMatrix", "boots", "--cluster", "lab.yaml", "--output", "out")]
    [InlineData("FaultInjection", "boots", "--cluster", "lab.yaml")]
    [InlineData("Benchmark", "benchmarks", "--filter", "scale")]
    [InlineData("Benchmark", "benchmarks", "--filter", "disks")]
    public async Task A_target_that_misses_packages_names_them_and_one_command(
        string target,
        string use,
        params string[] arguments
    )
    {
        using var process = BuildProcess.Start(
            [target, .. arguments],
            _directory.Path,
            ("PATH", $"{_directory["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
        );
        var said = await process.End();
        Assert.Equal(255, said.ExitCode);
        Assert.Contains($"error {ToolRules.Missing.Code}: ", said.Error, StringComparison.Ordinal);
        Assert.Contains("qemu-system-x86", said.Error, StringComparison.Ordinal);
        Assert.Contains(
            $"; run as root: ./build.sh Prerequisites --for {use}\n",
            said.Error,
            StringComparison.Ordinal
        );
        Assert.False(File.Exists(_directory["calls"]));
    }

    [Fact]
    public void Only_Prerequisites_and_the_tests_install()
    {
        Assert.Equal(
            ["Build.Prerequisites.cs", "Build.Test.cs"],
            FilesWith("PackageInstaller.InstallAsync(")
        );
        Assert.Equal(["Build.Test.cs"], FilesWith("DependsOn(Prerequisites)"));
        Assert.Equal(["PackageInstaller.cs"], FilesWith("Cli.Wrap(\"apt-get\")"));
    }

    private void Write(string program, string does) =>
        File.SetUnixFileMode(
            _directory.Write($"bin/{program}", $"#!/bin/sh\n# A stand-in for {program}.\n{does}"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );

    private static IEnumerable<string?> FilesWith(string text) =>
        ((string[])["build", "src"])
            .SelectMany(directory =>
                Directory.GetFiles(
                    Path.Combine(Repository.Root, directory),
                    "*.cs",
                    SearchOption.AllDirectories
                )
            )
            .Where(path => File.ReadAllText(path).Contains(text, StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);
}
