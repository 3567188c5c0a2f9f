using CliWrap;
using CliWrap.Buffered;
using K8sImage.Findings;
using K8sImage.Tools;

/// <summary>Packages of Debian and Ubuntu: looks for them, and installs them where that is what was asked for.</summary>
internal static class PackageInstaller
{
    /// <summary>Makes sure that packages are installed, and installs none.</summary>
    /// <param name="packages">The packages.</param>
    /// <param name="use">What they are for.</param>
    /// <param name="cancelled">Ends the look.</param>
    /// <exception cref="FindingException">Some are missing.</exception>
    public static async Task RequireAsync(
        IReadOnlyList<string> packages,
        PackageUse use,
        CancellationToken cancelled
    )
    {
        // Elsewhere packages have other names: each program that is missing is said when it is called.
        if (
            File.Exists("/usr/bin/dpkg-query")
            && await MissingAsync(packages, cancelled) is { Count: > 0 } missing
        )
        {
            throw new FindingException(
                ToolRules.Missing.At(
                    new Place("this machine"),
                    $"these packages are missing: {string.Join(", ", missing)}",
                    $"run as root: ./build.sh Prerequisites --for {use.ToString().ToLowerInvariant()}"
                )
            );
        }
    }

    /// <summary>Makes sure that packages are installed.</summary>
    /// <exception cref="FindingException">Some are missing and can't be installed by this user or on this system.</exception>
    public static async Task InstallAsync(
        IReadOnlyList<string> packages,
        CancellationToken cancelled
    )
    {
        var missing = await MissingAsync(packages, cancelled);
        if (missing.Count == 0)
        {
            return;
        }
        // One call each: backports would be preferred for all that is installed with them, and for what belongs to that.
        string[][] calls =
        [
            .. missing
                .GroupBy(package => Backports.IsWanted && Backports.Packages.Contains(package))
                .OrderByDescending(group => group.Key)
                .Select(group =>
                    (string[])
                        [
                            "install",
                            "--no-install-recommends",
                            .. group.Key ? Backports.Arguments : [],
                            .. group,
                        ]
                ),
        ];
        var command = string.Join(
            " && ",
            calls.Select(call => "apt-get " + string.Join(' ', call))
        );
        if (!File.Exists("/usr/bin/apt-get") || !Environment.IsPrivilegedProcess)
        {
            throw new FindingException(
                TestRules.Missing.At(
                    new Place("Prerequisites"),
                    $"these packages are missing: {string.Join(", ", missing)}",
                    File.Exists("/usr/bin/apt-get")
                        ? "run as root: " + command
                        : "packages are installed on Debian and Ubuntu only; install what your distribution calls them"
                )
            );
        }
        Console.WriteLine($"Installing what is missing: {command}");
        if (missing.Contains("cloud-init"))
        {
            // It is wanted for its schema checker, and must never set up this machine.
            Directory.CreateDirectory("/etc/cloud");
            if (!File.Exists("/etc/cloud/cloud-init.disabled"))
            {
                await File.WriteAllTextAsync("/etc/cloud/cloud-init.disabled", "", cancelled);
            }
        }
        if (missing.Contains("apt-cacher-ng"))
        {
            // It is started when guests need it; as a service it would listen to the whole network.
            Directory.CreateDirectory("/etc/systemd/system");
            const string Unit = "/etc/systemd/system/apt-cacher-ng.service";
            if (!File.Exists(Unit))
            {
                File.CreateSymbolicLink(Unit, "/dev/null");
            }
        }
        if (Backports.IsWanted)
        {
            Backports.AddSource();
        }
        await AptAsync(["update", "-q"], cancelled);
        foreach (var call in calls)
        {
            await AptAsync(["-q", "-y", .. call], cancelled);
        }
    }

    private static async Task<IReadOnlyList<string>> MissingAsync(
        IReadOnlyList<string> packages,
        CancellationToken cancelled
    )
    {
        if (!File.Exists("/usr/bin/dpkg-query"))
        {
            return packages;
        }
        var result = await Cli.Wrap("dpkg-query")
            .WithArguments(["-W", "-f", "${Package} ${db:Status-Status}\n", .. packages])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancelled);
        var installed = result.StandardOutput.Split('\n').ToHashSet(StringComparer.Ordinal);
        var missing = packages.Where(package => !installed.Contains(package + " installed"));
        // What stands in backports has another version there, which only this tells from the release's own.
        return Backports.IsWanted && packages.Intersect(Backports.Packages).Any()
            ? [.. missing.Union(await TooOldAsync(cancelled))]
            : [.. missing];
    }

    private static async Task<IReadOnlyList<string>> TooOldAsync(CancellationToken cancelled)
    {
        var result = await Cli.Wrap("dpkg-query")
            .WithArguments(["-W", "-f", "${Package} ${Version}\n", .. Backports.Packages])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancelled);
        var backported = result
            .StandardOutput.Split('\n')
            .Where(line => line.Contains("~bpo", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[0]);
        return [.. Backports.Packages.Except(backported)];
    }

    private static async Task AptAsync(IReadOnlyList<string> arguments, CancellationToken cancelled)
    {
        await using var output = Console.OpenStandardOutput();
        await using var errors = Console.OpenStandardError();
        var result = await Cli.Wrap("apt-get")
            .WithArguments(arguments)
            .WithEnvironmentVariables(variables =>
                variables.Set("DEBIAN_FRONTEND", "noninteractive")
            )
            .WithStandardOutputPipe(PipeTarget.ToStream(output))
            .WithStandardErrorPipe(PipeTarget.ToStream(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancelled);
        if (result.ExitCode != 0)
        {
            throw new FindingException(
                TestRules.Missing.At(
                    new Place("Prerequisites"),
                    $"apt-get {arguments[0]} ended with exit code {result.ExitCode}",
                    "see what it says above"
                )
            );
        }
    }
}
