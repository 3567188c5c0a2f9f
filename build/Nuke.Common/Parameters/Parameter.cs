using System.Reflection;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>A parameter of the command line: of the build where it has a member, else of the runner.</summary>
internal sealed record Parameter(
    string Name,
    string? Description,
    Type Type,
    char? Separator = null
)
{
    /// <summary>Those of the runner itself.</summary>
    public static readonly Parameter Target = new(
        "Target",
        "Targets to run: A B or A+B.",
        typeof(string[]),
        '+'
    );
    public static readonly Parameter Skip = new(
        "Skip",
        "Targets to skip; without a name, all that were not named.",
        typeof(string[]),
        '+'
    );
    public static readonly Parameter Help = new("Help", "Shows this text.", typeof(bool));
    public static readonly Parameter Plan = new(
        "Plan",
        "Shows which targets would run, in order.",
        typeof(bool)
    );
    public static readonly Parameter Continue = new(
        "Continue",
        "Leaves out the targets that succeeded in the last, failed attempt.",
        typeof(bool)
    );
    public static readonly Parameter Verbosity = new(
        "Verbosity",
        "How much is said. Default is 'Normal'.",
        typeof(Verbosity)
    );
    public static readonly Parameter NoLogo = new(
        "NoLogo",
        "Leaves out the first line.",
        typeof(bool)
    );
    public static readonly Parameter Host = new(
        "Host",
        "Where the build runs. Default is found out.",
        typeof(Host)
    );
    public static readonly Parameter Root = new(
        "Root",
        "Root directory; without a value, the working directory.",
        typeof(AbsolutePath)
    );
    public static readonly Parameter[] OfRunner =
    [
        Target,
        Skip,
        Help,
        Plan,
        Continue,
        Verbosity,
        NoLogo,
        Host,
        Root,
    ];

    /// <summary>The field or property that takes the value.</summary>
    public MemberInfo? Member { get; init; }

    public bool IsRequired { get; init; }

    public bool IsSecret { get; init; }

    /// <summary>As on the command line.</summary>
    public string Option => "--" + Names.Dashed(Name);

    /// <summary>As in the environment.</summary>
    public string Variable => "NUKE_" + Names.Dashed(Name).Replace('-', '_').ToUpperInvariant();

    /// <summary>The parameters that the class of a build declares or inherits.</summary>
    public static IReadOnlyList<Parameter> Of(Type build)
    {
        var parameters = new List<Parameter>();
        for (var type = build; type is not null && type != typeof(NukeBuild); type = type.BaseType)
        {
            const BindingFlags Own =
                BindingFlags.Instance
                | BindingFlags.Public
                | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly;
            foreach (var member in type.GetFields(Own).Concat<MemberInfo>(type.GetProperties(Own)))
            {
                if (member.GetCustomAttribute<ParameterAttribute>() is { } attribute)
                {
                    parameters.Add(From(member, attribute));
                }
            }
        }
        return parameters;
    }

    private static Parameter From(MemberInfo member, ParameterAttribute attribute) =>
        new(
            attribute.Name ?? member.Name,
            attribute.Description,
            member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType,
            string.IsNullOrEmpty(attribute.Separator) ? null : attribute.Separator[0]
        )
        {
            Member = member,
            IsRequired = member.IsDefined(typeof(RequiredAttribute)),
            IsSecret = member.IsDefined(typeof(SecretAttribute)),
        };
}
