using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;

namespace K8sImage.Validation;

/// <summary>Finds commands of the cluster file that undo what steps did.</summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what undoes something.</param>
internal sealed partial class UndoneCommands(NodeWork work, FindingCollection findings)
{
    private const string ProcSys = "/proc/sys/";

    /// <summary>Looks at each command.</summary>
    public void Check()
    {
        if (work.ExtraCommands.Count == 0)
        {
            return;
        }
        var (on, off) = (UnitCommands.On(work), UnitCommands.Off(work));
        var held = work.StepWords("apt-mark", "hold");
        var modules = work.StepWords("modprobe");
        foreach (var command in work.ExtraCommands)
        {
            var words = command.Words;
            var found = words[0] switch
            {
                "systemctl" when UnitCommands.TurnsOff(command) is { } verb => Unit(
                    command,
                    on,
                    verb
                ),
                "systemctl" when UnitCommands.TurnsOn(command) is { } verb => Unit(
                    command,
                    off,
                    verb
                )
                    ?? (
                        words.Any(UndoneSwap.IsUnit)
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
                "echo" => Written(words),
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
        UnitCommands.UnitsOf(command).FirstOrDefault(units.ContainsKey) is { } unit
            ? (units[unit], $"this command {verb}s {unit}")
            : null;

    private (Place, string)? Sysctl(IReadOnlyList<string> words) =>
        words
            .Skip(1)
            .Select(word => Setting().Match(word))
            .Where(setting => setting.Success)
            .Select(setting => Sysctl(setting.Groups[1].Value, setting.Groups[2].Value))
            .FirstOrDefault(found => found is not null);

    private (Place, string)? Sysctl(string key, string value) =>
        work.StepFiles.FirstOrDefault(file =>
            SysctlSetting.Of(file).Any(set => set.IsUndoneBy(key, value))
        )
            is { } file
            ? (file.Place, $"this command sets {key} to {Shown.Short(value)}")
            : null;

    // As in "echo 0 >/proc/sys/net/ipv4/ip_forward".
    private (Place, string)? Written(IReadOnlyList<string> words) =>
        words is ["echo", var value, ">" or ">>", var path, ..]
        && path.StartsWith(ProcSys, StringComparison.Ordinal)
            ? Sysctl(path[ProcSys.Length..].Replace('/', '.'), value)
            : null;

    [GeneratedRegex(@"\A(install|remove|purge|upgrade|autoremove)\z")]
    private static partial Regex PackageVerb();

    [GeneratedRegex(@"\A([a-z0-9_./-]+)=(.*)\z")]
    private static partial Regex Setting();
}
