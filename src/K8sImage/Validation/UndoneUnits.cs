using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds unit files and links of the cluster file that take a unit away which a step turns on (systemd.unit(5)): a file in
/// /etc/systemd/system goes before the package's own, an empty one or a link to /dev/null masks it, and without its link below
/// <c>.wants</c> it does not start at boot.
/// </summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what undoes something.</param>
internal sealed partial class UndoneUnits(NodeWork work, FindingCollection findings)
{
    private readonly Dictionary<string, Place> _on = UnitCommands.On(work);

    /// <summary>Looks at files and commands.</summary>
    public void Check()
    {
        var written = work.StepPaths;
        foreach (var (path, file) in work.ExtraFiles)
        {
            // Of a file that a step writes UndoneFiles tells.
            if (UnitOf(path.Text) is { } unit && !written.Contains(path.Text))
            {
                var isEmpty =
                    file["content"] is not YamlScalar content
                    || string.IsNullOrWhiteSpace(content.Text);
                Add(
                    path.Place,
                    unit,
                    isEmpty
                        ? $"this empty file masks {unit}"
                        : $"this file takes the place of the {unit} that its package brings"
                );
            }
        }
        foreach (var command in work.ExtraCommands)
        {
            CheckCommand(command);
        }
    }

    private void CheckCommand(ShellCommand command)
    {
        var words = command.Words;
        if (words[0] == "ln" && words.Contains("/dev/null") && UnitOf(words[^1]) is { } masked)
        {
            Add(command.Place, masked, $"this command masks {masked}");
        }
        else if (words[0] is "rm" or "unlink")
        {
            foreach (
                var unit in words.Skip(1).Select(word => Wanted().Match(word).Groups["unit"].Value)
            )
            {
                Add(command.Place, unit, $"this command keeps {unit} from being started at boot");
            }
        }
    }

    private void Add(Place place, string unit, string what)
    {
        if (_on.TryGetValue(unit, out var step))
        {
            findings.Add(Undone.At(place, step, what));
        }
    }

    private static string? UnitOf(string path) =>
        UnitFile().Match(path) is { Success: true } match ? match.Groups["unit"].Value : null;

    [GeneratedRegex(@"\A/(?:etc|run|usr/local/lib)/systemd/system/(?<unit>[^/]+\.[a-z]+)\z")]
    private static partial Regex UnitFile();

    [GeneratedRegex(@"\A/etc/systemd/system/[^/]+\.(?:wants|requires)/(?<unit>[^/]+)\z")]
    private static partial Regex Wanted();
}
