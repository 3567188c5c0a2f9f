using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds what brings swap back beside the commands of <see cref="UndoneTable"/>: lines of fstab, units, zram, and packages that make
/// swap files by themselves.
/// </summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what undoes the step <c>swap</c>.</param>
internal sealed partial class UndoneSwap(NodeWork work, FindingCollection findings)
{
    private const string Fstab = "/etc/fstab";

    // Each has a service that makes and uses swap files. Those of zram are masked by the step.
    private static readonly HashSet<string> Packages = ["swapspace", "dphys-swapfile"];

    /// <summary>Whether a unit of systemd is one of swap.</summary>
    public static bool IsUnit(string unit) =>
        unit == "swap.target" || unit.EndsWith(".swap", StringComparison.Ordinal);

    /// <summary>Looks at keys, files and commands.</summary>
    public void Check()
    {
        if (work.PlaceOf("swap") is not { } step)
        {
            return;
        }
        foreach (
            var (place, what) in Mounts().Concat(Files()).Concat(Commands()).Concat(Installed())
        )
        {
            findings.Add(Undone.At(place, step, what));
        }
    }

    // cloud-init, module Mounts: device, directory, type, options.
    private IEnumerable<(Place, string)> Mounts() =>
        ShellPieces
            .Items(work.UserData["mounts"])
            .Where(entry =>
                work.IsExtra(entry.Place)
                && entry is YamlSequence { Items: [_, _, YamlScalar { Text: "swap" }, ..] }
            )
            .Select(entry => (entry.Place, "mounts: writes a line of swap into fstab"));

    private IEnumerable<(Place, string)> Files()
    {
        var written = work.StepPaths;
        foreach (var (path, file) in work.ExtraFiles)
        {
            var content = FileContent.TextOf(file);
            if (path.Text == Fstab && FstabLine().IsMatch(content))
            {
                yield return (path.Place, $"this file has a line of swap for {Fstab}");
            }
            else if (UnitFile().IsMatch(path.Text))
            {
                yield return (path.Place, $"{Shown.Short(path.Text)} has systemd turn swap on");
            }
            else if (
                Zram().IsMatch(path.Text)
                && !written.Contains(path.Text)
                && ZramSection().IsMatch(content)
            )
            {
                yield return (path.Place, $"{Shown.Short(path.Text)} sets up swap in memory");
            }
        }
    }

    private IEnumerable<(Place, string)> Commands()
    {
        foreach (var command in work.ExtraCommands)
        {
            var words = command.Words;
            if (words.Contains(Fstab) && words.Any(Writes) && FstabLine().IsMatch(command.Entry))
            {
                yield return (command.Place, $"this command writes a line of swap into {Fstab}");
            }
            else if (words[0] == "rm" && words.Any(word => Masked().IsMatch(word)))
            {
                yield return (command.Place, "this command lets systemd turn swap on");
            }
            else if (
                words[0] is "apt" or "apt-get"
                && words.Contains("install")
                && words.FirstOrDefault(Packages.Contains) is { } package
            )
            {
                yield return (command.Place, $"{package} makes swap files");
            }
        }
    }

    private IEnumerable<(Place, string)> Installed() =>
        ShellPieces
            .Items(work.UserData["packages"])
            .OfType<YamlScalar>()
            .Where(name => work.IsExtra(name.Place) && Packages.Contains(name.Text.Split('=')[0]))
            .Select(name => (name.Place, $"{name.Text} makes swap files"));

    private static bool Writes(string word) => word is "tee" || word.EndsWith('>');

    // The third field of a line that is no comment.
    [GeneratedRegex(@"^[^#\n]*?[^\s#]+[ \t]+\S+[ \t]+swap([ \t]|\b)", RegexOptions.Multiline)]
    private static partial Regex FstabLine();

    [GeneratedRegex(@"\A/(etc|run|usr/local/lib|usr/lib|lib)/systemd/system/[^/]+\.swap\z")]
    private static partial Regex UnitFile();

    [GeneratedRegex(
        @"\A/(etc|run|usr/local/lib|usr/lib)/systemd/zram-generator\.conf(\.d/[^/]+\.conf)?\z"
    )]
    private static partial Regex Zram();

    [GeneratedRegex(@"^[ \t]*\[", RegexOptions.Multiline)]
    private static partial Regex ZramSection();

    [GeneratedRegex(@"\A/etc/systemd/system/([^/]+\.swap|swap\.target)\z")]
    private static partial Regex Masked();
}
