using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>What has to be given before the first target runs.</summary>
internal static class Requirements
{
    /// <exception cref="BuildError">Something is missing; the message names all of it.</exception>
    public static void Check(
        NukeBuild build,
        IReadOnlyCollection<Parameter> parameters,
        IEnumerable<ExecutableTarget> scheduled
    )
    {
        string[] missing =
        [
            .. parameters
                .Where(parameter => parameter.IsRequired && IsEmpty(Read(parameter.Member!, build)))
                .Select(parameter => $"The build requires {Naming(parameter)}."),
            .. scheduled.SelectMany(target =>
                target
                    .Requirements.Where(requirement => IsEmpty(Evaluate(requirement.Body)))
                    .Select(requirement =>
                        $"Target '{target.Name}' requires {Words(requirement.Body, parameters)}."
                    )
            ),
        ];
        if (missing.Length > 0)
        {
            throw new BuildError(string.Join(Environment.NewLine, missing));
        }
    }

    private static bool IsEmpty(object? value) =>
        value is null or false or "" or Array { Length: 0 };

    private static string Words(Expression body, IReadOnlyCollection<Parameter> parameters) =>
        Strip(body) is MemberExpression { Member: var member }
            ? parameters.FirstOrDefault(parameter => parameter.Member?.Name == member.Name)
                is { } parameter
                ? Naming(parameter)
                : member.Name
            : $"that {body} holds";

    private static string Naming(Parameter parameter) =>
        $"{parameter.Option} (or {parameter.Variable}, or '{parameter.Name}' in {ParametersFile.Name})";

    // A member is read; compiling an expression costs more than most targets.
    private static object? Evaluate(Expression body) =>
        Strip(body) switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Expression: null } member => Read(member.Member, null),
            MemberExpression { Expression: { } owner } member
                when Evaluate(owner) is { } instance => Read(member.Member, instance),
            var other => Expression
                .Lambda<Func<object?>>(Expression.Convert(other, typeof(object)))
                .Compile(preferInterpretation: true)(),
        };

    private static Expression Strip(Expression body) =>
        body is UnaryExpression { NodeType: ExpressionType.Convert } convert
            ? Strip(convert.Operand)
            : body;

    private static object? Read(MemberInfo member, object? instance) =>
        member is FieldInfo field
            ? field.GetValue(instance)
            : ((PropertyInfo)member).GetValue(instance);
}
