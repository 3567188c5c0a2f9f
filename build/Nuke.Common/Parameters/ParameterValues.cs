using System.Collections;
using System.Reflection;
using Nuke.Common.Execution;

namespace Nuke.Common.Parameters;

/// <summary>What parameters are set to: command line before environment before <c>.nuke/parameters.json</c>.</summary>
internal sealed class ParameterValues(
    CommandLine commandLine,
    IReadOnlyDictionary<string, string> environment,
    IReadOnlyDictionary<string, IReadOnlyList<string>> file,
    string workingDirectory,
    string root
)
{
    /// <summary>The variables that start with <c>NUKE_</c>, by their bare name in lower case.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(IDictionary variables)
    {
        var values = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in variables)
        {
            if (
                variable.Key is string name
                && name.StartsWith("NUKE_", StringComparison.OrdinalIgnoreCase)
            )
            {
                values[Names.Bare(name[5..]).ToLowerInvariant()] = (string?)variable.Value ?? "";
            }
        }
        return values;
    }

    /// <summary>The value of a parameter, or null where nobody set it.</summary>
    /// <exception cref="BuildError">What it is set to is no value of its type.</exception>
    public object? ValueOf(Parameter parameter)
    {
        var key = Names.Bare(parameter.Name).ToLowerInvariant();
        if (commandLine.ValuesOf(parameter) is { } arguments)
        {
            return ValueConverter.Convert(parameter, arguments, parameter.Option, workingDirectory);
        }
        if (environment.TryGetValue(key, out var variable))
        {
            return ValueConverter.Convert(
                parameter,
                [variable],
                $"{parameter.Variable} (environment)",
                workingDirectory
            );
        }
        return file.TryGetValue(key, out var values)
            ? ValueConverter.Convert(
                parameter,
                values,
                $"{parameter.Name} ({ParametersFile.Name})",
                root
            )
            : null;
    }

    /// <summary>Sets the members of a build.</summary>
    /// <exception cref="BuildError">A value is no value of its type, or a required one is missing.</exception>
    public void Inject(NukeBuild build, IEnumerable<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            var value = ValueOf(parameter);
            if (value is not null)
            {
                Set(build, parameter.Member!, value);
            }
        }
    }

    private static void Set(NukeBuild build, MemberInfo member, object value)
    {
        if (member is PropertyInfo { CanWrite: true } property)
        {
            property.SetValue(build, value);
            return;
        }
        var field =
            member as FieldInfo
            ?? member.DeclaringType!.GetField(
                $"<{member.Name}>k__BackingField",
                BindingFlags.Instance | BindingFlags.NonPublic
            )
            ?? throw new BuildError($"Parameter '{member.Name}' is computed and can't be set.");
        field.SetValue(build, value);
    }
}
