using System.Reflection;
using Nuke.Common;

/// <summary>A parameter of the build, by its field.</summary>
internal sealed class Option
{
    private readonly FieldInfo _field;

    private Option(FieldInfo field, ParameterAttribute parameter)
    {
        _field = field;
        var name = parameter.Name ?? field.Name;
        Name = string.Concat(
                name.Select(
                    (letter, i) => i > 0 && char.IsUpper(letter) ? "-" + letter : letter.ToString()
                )
            )
            .ToLowerInvariant();
        Description = parameter.Description ?? "";
        Use = field.GetCustomAttribute<OptionAttribute>() ?? new OptionAttribute();
    }

    /// <summary>The parameters that a build declares.</summary>
    public static IReadOnlyList<Option> Of(Type build) =>
        [
            .. build
                .GetFields(
                    BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
                .Select(field => (field, field.GetCustomAttribute<ParameterAttribute>()))
                .Where(each => each.Item2 is not null)
                .Select(each => new Option(each.field, each.Item2!)),
        ];

    /// <summary>Its name without the leading dashes: <c>sign-with</c>.</summary>
    public string Name { get; }

    /// <summary>One sentence.</summary>
    public string Description { get; }

    /// <summary>Who reads it, and what it takes.</summary>
    public OptionAttribute Use { get; }

    /// <summary>The type of its value, or of each of its values.</summary>
    public Type ValueType
    {
        get
        {
            var type = _field.FieldType.GetElementType() ?? _field.FieldType;
            return Nullable.GetUnderlyingType(type) ?? type;
        }
    }

    /// <summary>Whether it takes several values.</summary>
    public bool IsList => _field.FieldType.IsArray;

    /// <summary>Its values in a build: none where it is not set, several for an array.</summary>
    public IReadOnlyList<object> ValuesIn(object build) =>
        _field.GetValue(build) switch
        {
            null => [],
            Array values => [.. values.Cast<object>()],
            var value => [value],
        };
}
