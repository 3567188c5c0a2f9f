using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using CliWrap;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Machines;

/// <summary>The emulator on this machine.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Version">Its version.</param>
public sealed partial record Qemu(string Path, Version Version)
{
    private static readonly Tool Emulator = new("qemu-system-x86_64", "qemu-system-x86");

    /// <summary>
    /// Whether the instruction cmpxchg16b has to be hidden from guests: before version 10 its emulation corrupts them
    /// (measured with 7.2: 9 of 9 boots died or hung, 3 of 3 passed without it; with 10.0 15 of 15 passed with it).
    /// </summary>
    public bool MustHideCmpxchg16B => Version.Major < 10;

    /// <summary>Finds the emulator.</summary>
    /// <param name="findings">Takes a warning about an old version.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="FindingException">There is none, or it is too old.</exception>
    [SupportedOSPlatform("linux")]
    public static async Task<Qemu> FindAsync(
        FindingCollection findings,
        CancellationToken cancellation
    )
    {
        var path = Emulator.Locate();
        var output = new StringBuilder();
        await Cli.Wrap(path)
            .WithArguments("--version")
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .ExecuteAsync(cancellation);
        return Check(path, output.ToString(), findings);
    }

    /// <summary>Judges what the emulator says about itself.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="said">Output of <c>--version</c>.</param>
    /// <param name="findings">Takes a warning about an old version.</param>
    /// <exception cref="FindingException">No version can be read, or it is too old.</exception>
    internal static Qemu Check(string path, string said, FindingCollection findings)
    {
        var place = new Place(path);
        const string Install =
            "install QEMU 10: on Debian 12 apt-get install -t bookworm-backports qemu-system-x86 qemu-utils";
        if (
            VersionLine().Match(said) is not { Success: true } match
            || !Version.TryParse(match.Groups[1].ValueSpan, out var version)
        )
        {
            throw new FindingException(
                MachineRules.NoQemu.At(
                    place,
                    $"it does not tell its version, but '{Shown.Short(said)}'",
                    Install
                )
            );
        }
        if (version.Major < 7)
        {
            throw new FindingException(
                MachineRules.OldQemu.At(place, $"this is QEMU {version}, older than 7", Install)
            );
        }
        var qemu = new Qemu(path, version);
        if (qemu.MustHideCmpxchg16B)
        {
            findings.Add(
                MachineRules.MaskedQemu.At(
                    place,
                    $"this is QEMU {version}, which corrupts guests that use cmpxchg16b; the instruction is hidden from them",
                    Install
                )
            );
        }
        return qemu;
    }

    [GeneratedRegex(@"\AQEMU emulator version ([0-9]+\.[0-9]+(\.[0-9]+)?)")]
    private static partial Regex VersionLine();
}
