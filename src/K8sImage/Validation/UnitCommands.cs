using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Validation;

/// <summary>The systemd units that a node's steps turn on and off, and what <c>systemctl</c> commands do to which.</summary>
internal static partial class UnitCommands
{
    private static readonly HashSet<string> OnVerbs =
    [
        "enable",
        "start",
        "restart",
        "reenable",
        "unmask",
    ];
    private static readonly HashSet<string> OffVerbs = ["disable", "stop", "mask"];

    /// <summary>The units that steps turn on, each with the place of the first command that does.</summary>
    public static Dictionary<string, Place> On(NodeWork work) => Units(work, OnVerbs);

    /// <summary>The units that steps turn off, each with the place of the first command that does.</summary>
    public static Dictionary<string, Place> Off(NodeWork work) => Units(work, OffVerbs);

    /// <summary>The verb by which a command of <c>systemctl</c> turns units on; null for others.</summary>
    public static string? TurnsOn(ShellCommand command) => Verb(command, OnVerbs);

    /// <summary>The verb by which a command of <c>systemctl</c> turns units off; null for others.</summary>
    public static string? TurnsOff(ShellCommand command) => Verb(command, OffVerbs);

    /// <summary>The units that a command of <c>systemctl</c> names.</summary>
    public static IEnumerable<string> UnitsOf(ShellCommand command) =>
        // A loop names its units before the command.
        command.Words.Any(word => word.StartsWith('$'))
            ? UnitName().Matches(command.Entry).Select(unit => unit.Value)
            : command
                .Words.Skip(1)
                .Where(word => word[0] != '-')
                .Skip(1)
                .Select(word => word.Contains('.') ? word : word + ".service");

    private static Dictionary<string, Place> Units(NodeWork work, HashSet<string> verbs) =>
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

    [GeneratedRegex(@"[A-Za-z0-9@_.-]+\.(service|socket|target|timer)\b")]
    private static partial Regex UnitName();
}
