using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>
/// The command line: first the targets, then arguments. A token that starts with a dash is an argument, its values run
/// to the next such token. Given twice, a list has the values of both; of what takes one value the last wins.
/// </summary>
internal sealed class CommandLine
{
    private readonly List<string> _positionals = [];
    private readonly List<Argument> _arguments = [];

    public CommandLine(IEnumerable<string> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.StartsWith('-'))
            {
                _arguments.Add(new(token, []));
            }
            else if (_arguments.Count > 0)
            {
                _arguments[^1].Values.Add(token);
            }
            else
            {
                _positionals.AddRange(token.Split('+', StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    /// <summary>The targets that stand before the first argument.</summary>
    public IReadOnlyList<string> Positionals => _positionals;

    /// <summary>The values given for a parameter, or null where it is not there.</summary>
    public IReadOnlyList<string>? ValuesOf(Parameter parameter)
    {
        var given = _arguments.FindAll(argument => Names.AreSame(argument.Token, parameter.Name));
        return given.Count == 0 ? null
            : parameter.Type.IsArray ? [.. given.SelectMany(argument => argument.Values)]
            : given[^1].Values;
    }

    /// <summary>Fails at the first argument that no parameter has the name of.</summary>
    /// <exception cref="BuildError">There is one; the message names the nearest known.</exception>
    public void RejectUnknown(IReadOnlyCollection<Parameter> known)
    {
        foreach (var (at, (token, _)) in _arguments.Index())
        {
            if (!known.Any(parameter => Names.AreSame(token, parameter.Name)))
            {
                var name = token.TrimStart('-').Split('=')[0];
                var nearest = Names.Nearest(
                    name,
                    known.Select(parameter => Names.Dashed(parameter.Name)),
                    "--"
                );
                // "--count -1": the value was taken for an argument.
                var value =
                    !token.StartsWith("--", StringComparison.Ordinal)
                    && at > 0
                    && _arguments[at - 1] is { Values: [], Token: var before }
                        ? $" As the value of {before} it can't begin with a dash: numbers are 0 or more, and a file is written ./{token}."
                        : "";
                throw new BuildError(
                    $"There is no argument '{token}'.{(value.Length > 0 ? value : nearest)} Run with --help for a list."
                );
            }
        }
    }

    private sealed record Argument(string Token, List<string> Values);
}
