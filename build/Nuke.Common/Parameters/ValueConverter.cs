using System.Globalization;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Text to values: string, bool, int, an enum, a path, arrays of these, nullable or not.</summary>
internal static class ValueConverter
{
    /// <param name="parameter">What the values are for.</param>
    /// <param name="values">As they were given; none for a bare switch.</param>
    /// <param name="source">Where they were given, for the message.</param>
    /// <param name="directory">What relative paths start from.</param>
    /// <exception cref="BuildError">They are no values of the parameter's type.</exception>
    public static object Convert(
        Parameter parameter,
        IReadOnlyList<string> values,
        string source,
        string directory
    )
    {
        if (parameter.Type.IsArray)
        {
            var element = parameter.Type.GetElementType()!;
            var parts = parameter.Separator is { } separator
                ?
                [
                    .. values.SelectMany(value =>
                        value.Split(separator, StringSplitOptions.RemoveEmptyEntries)
                    ),
                ]
                : values;
            var array = Array.CreateInstance(element, parts.Count);
            for (var i = 0; i < parts.Count; i++)
            {
                array.SetValue(Scalar(parameter, element, parts[i], source, directory), i);
            }
            return array;
        }
        return values.Count switch
        {
            1 => Scalar(parameter, parameter.Type, values[0], source, directory),
            0 when Bare(parameter.Type) == typeof(bool) => true,
            0 => throw new BuildError($"{source} needs a value: {Wanted(parameter.Type)}."),
            _ => throw new BuildError(
                $"{source} takes one value, not {values.Count}."
                    + (
                        source == parameter.Option
                            ? " Targets stand before the first argument."
                            : ""
                    )
            ),
        };
    }

    private static object Scalar(
        Parameter parameter,
        Type type,
        string text,
        string source,
        string directory
    )
    {
        var bare = Bare(type);
        object? value =
            bare == typeof(string) ? text
            : bare == typeof(bool)
                ? bool.TryParse(text, out var flag) ? flag
                    : null
            : bare == typeof(int)
                ? int.TryParse(
                        text,
                        NumberStyles.AllowLeadingSign,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                        ? number
                    : null
            : bare == typeof(AbsolutePath)
                ? text.Length > 0 ? (AbsolutePath)Path.GetFullPath(text, directory)
                    : null
            : bare == typeof(Host)
                ? Host.Names.Any(name => Names.AreSame(name, text)) ? Host.Named(text)
                    : null
            : bare.IsEnum ? EnumValue(bare, text)
            : throw new BuildError(
                $"Parameter '{parameter.Name}' is of a type that is not supported: {type.Name}."
            );
        var shown = parameter.IsSecret ? "The secret value" : $"'{text}'";
        return value ?? throw new BuildError($"{source}: {shown} is not {Wanted(type)}.");
    }

    private static object? EnumValue(Type type, string text)
    {
        var name = Array.Find(Enum.GetNames(type), name => Names.AreSame(name, text));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string Wanted(Type type)
    {
        var bare = Bare(type);
        return bare == typeof(bool) ? "true or false"
            : bare == typeof(int) ? $"a whole number of at most {int.MaxValue}"
            : bare == typeof(AbsolutePath) ? "a path"
            : bare == typeof(Host) ? $"one of {string.Join(", ", Host.Names)}"
            : bare.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(bare))}"
            : "a text";
    }
}
