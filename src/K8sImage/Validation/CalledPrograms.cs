using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds steps that call a program which another step writes, without coming after it; and calls of such a program on nodes that
/// don't get that step.
/// </summary>
/// <param name="library">All steps.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class CalledPrograms(StepLibrary library, FindingCollection findings)
{
    // By name and by path.
    private readonly Dictionary<string, Step> _programs = Programs(library);

    /// <summary>Looks at the commands of all steps.</summary>
    public void Check()
    {
        foreach (var step in library.Steps.Values)
        {
            var earlier = Earlier(step);
            foreach (var command in ShellCommand.OfUserData(step.UserData))
            {
                if (
                    _programs.TryGetValue(command.Words[0], out var writer)
                    && !earlier.Contains(writer.Name)
                )
                {
                    findings.Add(
                        StepRules.MissingAfter.At(
                            command.Place,
                            $"this calls {command.Words[0]}, which the step {writer.Name} writes, but does not come after it",
                            $"add {writer.Name} to after:, or to needs: if the step can't be without it"
                        )
                    );
                }
            }
        }
    }

    /// <summary>Looks at the commands of a node.</summary>
    public void Check(NodeConfiguration node, NodeWork work)
    {
        foreach (var command in work.StepCommands.Concat(work.ExtraCommands))
        {
            if (
                _programs.TryGetValue(command.Words[0], out var writer)
                && !node.Steps.Contains(writer)
                && !node.Steps.Any(step =>
                    step.Place.File == command.Place.File && IsSaid(step, writer)
                )
            )
            {
                findings.Add(
                    StepRules.MissingProgram.At(
                        command.Place,
                        $"this calls {command.Words[0]}, of the step {writer.Name}, which nodes of the role {node.Node.Role} do not get",
                        $"turn {writer.Name} on for them, or leave the call out"
                    )
                );
            }
        }
    }

    // Of what a step needs RolePlan tells, and the other check of what it does not wait for.
    private bool IsSaid(Step step, Step writer) =>
        step.Needs.Any(need => need.Text == writer.Name) || !Earlier(step).Contains(writer.Name);

    private static Dictionary<string, Step> Programs(StepLibrary library)
    {
        var programs = new Dictionary<string, Step>(StringComparer.Ordinal);
        foreach (var step in library.Steps.Values)
        {
            foreach (var path in Programs(step))
            {
                programs[path] = step;
                programs[path[(path.LastIndexOf('/') + 1)..]] = step;
            }
        }
        return programs;
    }

    private static IEnumerable<string> Programs(Step step) =>
        ShellPieces
            .Items((step.UserData as YamlMapping)?["write_files"])
            .OfType<YamlMapping>()
            .Where(file =>
                file["permissions"] is YamlScalar { Text: var mode }
                && mode.TrimStart('0') is ['7', ..]
            )
            .Select(file => file["path"])
            .OfType<YamlScalar>()
            .Select(path => path.Text);

    // The step itself, and all that it waits for.
    private HashSet<string> Earlier(Step step)
    {
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>([step.Name]);
        while (next.TryPop(out var name))
        {
            if (earlier.Add(name) && library.Steps.TryGetValue(name, out var found))
            {
                foreach (var other in found.After.Concat(found.Needs))
                {
                    next.Push(other.Text);
                }
            }
        }
        return earlier;
    }
}
