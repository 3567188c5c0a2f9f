using Nuke.Common.Execution;
using Nuke.Common.Parameters;

namespace Nuke.Common.Output;

/// <summary>What <c>--help</c> prints.</summary>
internal static class HelpText
{
    private const int Width = 100;

    public static IEnumerable<Line> Lines(
        IReadOnlyCollection<ExecutableTarget> targets,
        IReadOnlyCollection<Parameter> parameters
    ) =>
        [
            new("Targets (with their direct dependencies):"),
            new(""),
            .. targets
                .Where(target => target.Listed)
                .SelectMany(target => OfTarget(target, Column(targets))),
            new(""),
            new("Parameters:"),
            new(""),
            .. parameters.SelectMany(parameter => OfParameter(parameter, parameters)),
            .. parameters.Count > 0 ? new[] { new Line("") } : [],
            .. Parameter.OfRunner.SelectMany(parameter => OfParameter(parameter, parameters)),
        ];

    private static int Column(IEnumerable<ExecutableTarget> targets) =>
        Math.Max(
            targets
                .Where(target => target.Listed)
                .Select(target => Title(target).Length)
                .DefaultIfEmpty()
                .Max(),
            20
        );

    private static string Title(ExecutableTarget target) =>
        target.Name + (target.IsDefault ? " (default)" : "");

    private static IEnumerable<Line> OfTarget(ExecutableTarget target, int column)
    {
        var dependencies = string.Join(
            ", ",
            target.Dependencies.Select(dependency => dependency.Name)
        );
        yield return new(
            $"  {Title(target).PadRight(column)}{(dependencies.Length > 0 ? " -> " + dependencies : "")}".TrimEnd()
        );
        if (!string.IsNullOrEmpty(target.Description))
        {
            yield return new($"    {target.Description}");
        }
    }

    private static IEnumerable<Line> OfParameter(
        Parameter parameter,
        IEnumerable<Parameter> parameters
    )
    {
        var column = parameters.Concat(Parameter.OfRunner).Max(other => other.Option.Length) + 4;
        var line = $"  {parameter.Option}".PadRight(column);
        foreach (var word in Describe(parameter).Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                yield return new(line);
                line = new string(' ', column);
            }
            line += " " + word;
        }
        yield return new(line);
    }

    private static string Describe(Parameter parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type;
        return (parameter.Description is { } text ? text.TrimEnd('.') + "." : "<no description>")
            + (type.IsEnum ? $" One of {string.Join(", ", Enum.GetNames(type))}." : "")
            + (parameter.IsRequired ? " Required." : "");
    }
}
