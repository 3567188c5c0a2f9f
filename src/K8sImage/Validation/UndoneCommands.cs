using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>Finds commands of the cluster file that undo what steps did.</summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what undoes something.</param>
internal sealed partial class UndoneCommands(NodeWork work, FindingCollection findings)
{
    private static readonly HashSet<string> On =
    [
        "enable",
        "start",
        "restart",
        "reenable",
        "unmask",
    ];
    private static readonly HashSet<string> Off = ["disable", "stop", "mask"];

    /// <summary>Looks at each command.</summary>
    public void Check()
    {
        if (work.ExtraCommands.Count == 0)
        {
            return;
        }
        var (on, off) = (Units(On), Units(Off));
        var held = work.StepWords("apt-mark", "hold");
        var modules = work.StepWords("modprobe");
        foreach (var command in work.ExtraCommands)
        {
            var words = command.Words;
            var found = words[0] switch
            {
                "systemctl" when Verb(command, Off) is { } verb => Unit(command, on, verb),
                "systemctl" when Verb(command, On) is { } verb => Unit(command, off, verb)
                    ?? (
                        words.Any(IsSwapUnit)
                            ? ByStep("swap", "this command lets systemd turn swap on")
                            : null
                    ),
                "apt-mark" when words.Contains("unhold") => Named(
                    words,
                    held,
                    "this command lets apt change the package"
                ),
                "apt" or "apt-get" when words.Any(PackageVerb().IsMatch) => Named(
                    words,
                    held,
                    "this command changes the package"
                ),
                "modprobe" when words.Contains("-r") || words.Contains("--remove") => Named(
                    words,
                    modules,
                    "this command unloads the module"
                ),
                "rmmod" => Named(words, modules, "this command unloads the module"),
                "sysctl" => Sysctl(words),
                _ => UndoneTable.Find(words) is var (step, what) ? ByStep(step, what) : null,
            };
            if (found is var (place, how))
            {
                findings.Add(Undone.At(command.Place, place, how));
            }
        }
    }

    private (Place, string)? ByStep(string step, string what) =>
        work.PlaceOf(step) is { } place ? (place, what) : null;

    private static (Place, string)? Named(
        IReadOnlyList<string> words,
        Dictionary<string, Place> known,
        string what
    ) =>
        words.Skip(1).Select(word => word.Split('=')[0]).FirstOrDefault(known.ContainsKey)
            is { } name
            ? (known[name], $"{what} {name}")
            : null;

    private static (Place, string)? Unit(
        ShellCommand command,
        Dictionary<string, Place> units,
        string verb
    ) =>
        UnitsOf(command).FirstOrDefault(units.ContainsKey) is { } unit
            ? (units[unit], $"this command {verb}s {unit}")
            : null;

    private (Place, string)? Sysctl(IReadOnlyList<string> words)
    {
        foreach (var setting in words.Skip(1).Select(word => Setting().Match(word)))
        {
            var (key, value) = (setting.Groups[1].Value, setting.Groups[2].Value);
            var file = setting.Success
                ? work.StepFiles.FirstOrDefault(each =>
                    each["content"] is YamlScalar { Text: var text }
                    && Settings(text).Any(line => line.Key == key && line.Value != value)
                )
                : null;
            if (file is not null)
            {
                return (file.Place, $"this command sets {key} to {Shown.Short(value)}");
            }
        }
        return null;
    }

    private static IEnumerable<(string Key, string Value)> Settings(string text) =>
        text.Split('\n')
            .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1]));

    private Dictionary<string, Place> Units(HashSet<string> verbs) =>
        work
            .StepCommands.Where(command =>
                command.Words[0] == "systemctl" && Verb(command, verbs) is not null
            )
            .SelectMany(command => UnitsOf(command).Select(unit => (Name: unit, command.Place)))
            .DistinctBy(unit => unit.Name)
            .ToDictionary(unit => unit.Name, unit => unit.Place, StringComparer.Ordinal);

    private static string? Verb(ShellCommand command, HashSet<string> verbs) =>
        command.Words.Skip(1).FirstOrDefault(word => word[0] != '-') is { } verb
        && verbs.Contains(verb)
            ? verb
            : null;

    // A loop names its units before the command.
    private static IEnumerable<string> UnitsOf(ShellCommand command) =>
        command.Words.Any(word => word.StartsWith('$'))
            ? UnitName().Matches(command.Entry).Select(unit => unit.Value)
            : command
                .Words.Skip(1)
                .Where(word => word[0] != '-')
                .Skip(1)
                .Select(word => word.Contains('.') ? word : word + ".service");

    private static bool IsSwapUnit(string unit) =>
        unit == "swap.target" || unit.EndsWith(".swap", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(install|remove|purge|upgrade|autoremove)\z")]
    private static partial Regex PackageVerb();

    [GeneratedRegex(@"\A([a-z0-9_./-]+)=(.*)\z")]
    private static partial Regex Setting();

    [GeneratedRegex(@"[A-Za-z0-9@_.-]+\.(service|socket|target|timer)\b")]
    private static partial Regex UnitName();
}
