using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.Exceptions;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Steps;
using K8sImage.Tools;

namespace K8sImage.Validation;

/// <summary>
/// Has Debian's cloud-init and netplan judge composed documents, where they are installed, and says what they find at the
/// lines of the cluster file or step that it comes from.
/// </summary>
/// <param name="findings">Takes what they find.</param>
internal sealed partial class DocumentJudges(FindingCollection findings)
{
    private static readonly Tool CloudInit = new("cloud-init", "cloud-init");
    private static readonly Tool Netplan = new("netplan", "netplan.io");

    /// <summary>Judges nodes.</summary>
    /// <param name="judged">Those that stand for all (<see cref="Representatives"/>).</param>
    /// <param name="all">How many nodes there are.</param>
    /// <param name="cancellation">Ends the programs.</param>
    /// <returns>What was asked, or why not.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(
        IReadOnlyList<NodeConfiguration> judged,
        int all,
        CancellationToken cancellation
    )
    {
        var search = Environment.GetEnvironmentVariable("PATH") ?? "";
        var (cloudInit, netplan) = (CloudInit.Find(search), Netplan.Find(search));
        try
        {
            using var temporary = new Scratch();
            foreach (var node in judged)
            {
                var files = new SeedBuilder(DateTimeOffset.UnixEpoch)
                    .Build(node)
                    .Files.ToDictionary(file => file.Name, file => file.Content.ToArray());
                if (cloudInit is not null)
                {
                    await AskCloudInit(
                        cloudInit,
                        node,
                        files["user-data"],
                        temporary.Path,
                        cancellation
                    );
                }
                if (netplan is not null)
                {
                    await AskNetplan(
                        netplan,
                        node,
                        files["network-config"],
                        temporary.Path,
                        cancellation
                    );
                }
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or CliWrapException
                        or Win32Exception
            )
        {
            return [$"cloud-init and netplan could not be asked: {e.Message.TrimEnd('.')}"];
        }
        return
        [
            Said("cloud-init schema", cloudInit, judged, all),
            Said("netplan generate", netplan, judged, all),
        ];
    }

    private static string Said(
        string judge,
        string? path,
        IReadOnlyList<NodeConfiguration> asked,
        int all
    ) =>
        path is null ? $"{judge} was not asked: it is not installed"
        : asked.Count == all ? $"{judge} was asked about all nodes"
        : $"{judge} was asked about {string.Join(", ", asked.Select(node => node.Node.Name))}; "
            + "the others have the same steps";

    private async Task AskCloudInit(
        string program,
        NodeConfiguration node,
        byte[] userData,
        string directory,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(directory, "user-data");
        await File.WriteAllBytesAsync(path, userData, cancellation);
        var (failed, said) = await Run(
            program,
            ["schema", "--config-file", path],
            directory,
            cancellation
        );
        if (!failed)
        {
            return;
        }
        var at = said.IndexOf(SchemaErrors, StringComparison.Ordinal);
        var errors =
            at < 0
                ? [said]
                : NextError().Split(said[(at + SchemaErrors.Length)..].Split(Deprecations)[0]);
        foreach (var error in errors)
        {
            var colon = error.IndexOf(": ", StringComparison.Ordinal);
            var unexpected = Unexpected().Match(error);
            var place =
                at < 0
                    ? node.Node.Place
                    : Sources.Of(
                        error[..colon],
                        node.UserData,
                        unexpected.Success ? unexpected.Groups[1].Value : null
                    );
            // The key alone: an index counts what all steps have written.
            var key = error.Split('.', ':')[0];
            findings.Add(
                ValidationRules.UserData.At(
                    place,
                    at < 0
                        ? $"cloud-init refuses the user-data of {node.Node.Name}: {Shown.Short(error.Trim(), 300)}"
                        : $"cloud-init refuses '{key}' in the user-data of {node.Node.Name}: "
                            + Shown.Short(error[(colon + 2)..].Trim(), 300),
                    "write what cloud-init's module reference allows there"
                )
            );
        }
    }

    private async Task AskNetplan(
        string program,
        NodeConfiguration node,
        byte[] networkConfig,
        string directory,
        CancellationToken cancellation
    )
    {
        // cloud-init puts the document under the key that netplan's files begin with.
        var document = Encoding.UTF8.GetString(networkConfig);
        var text = "network:\n  " + document.Replace("\n", "\n  ", StringComparison.Ordinal);
        var path = Path.Combine(directory, "etc", "netplan", "50-cloud-init.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellation);
        if (!OperatingSystem.IsWindows())
        {
            // netplan warns of files that others can read.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var (failed, said) = await Run(
            program,
            ["generate", "--root-dir", directory],
            directory,
            cancellation
        );
        if (!failed)
        {
            return;
        }
        var match = NetplanPlace().Match(said);
        var place = match.Success
            ? Sources.OfLine(
                text,
                int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                node.NetworkConfig
            )
            : null;
        findings.Add(
            ValidationRules.NetworkConfig.At(
                place ?? node.Node.Place,
                $"netplan refuses the network-config of {node.Node.Name}: "
                    + Shown.Short(match.Success ? match.Groups[2].Value : said, 300),
                "write what netplan's YAML reference allows"
            )
        );
    }

    private static async Task<(bool Failed, string Said)> Run(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        CancellationToken cancellation
    )
    {
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(directory)
            .WithEnvironmentVariables(variables => variables.Set("LC_ALL", "C.UTF-8"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation);
        var said = (result.StandardError + " " + result.StandardOutput)
            .ReplaceLineEndings(" ")
            .Trim();
        return (result.ExitCode != 0, said);
    }

    private const string SchemaErrors = "Cloud config schema errors: ";
    private const string Deprecations = "Cloud config schema deprecations:";

    // The errors stand in one line, each with its path before it: "a.0.b: message, c: message".
    [GeneratedRegex(@", (?=[A-Za-z_][\w-]*(?:\.[\w-]+)*: )")]
    private static partial Regex NextError();

    // "Additional properties are not allowed ('a', 'b' were unexpected)"
    [GeneratedRegex(@"\('([^']+)'.* (?:was|were) unexpected\)")]
    private static partial Regex Unexpected();

    // The line and a caret follow, indented.
    [GeneratedRegex(@"50-cloud-init\.yaml:(\d+):\d+: (.*?)(?:  |$)")]
    private static partial Regex NetplanPlace();
}
