using Fluid;
using Fluid.Ast;
using K8sImage.Yaml;

namespace K8sImage.Steps.Templates;

/// <summary>A scalar with a compiled template in it.</summary>
/// <param name="Source">The scalar as it was written.</param>
/// <param name="Template">Its compiled text.</param>
internal sealed record TemplateScalar(YamlScalar Source, IFluidTemplate Template)
    : YamlNode(Source.Place)
{
    /// <summary>The expression, where the scalar is one output and nothing else: it keeps its value's type.</summary>
    public Expression? Output { get; init; }

    /// <summary>The values that it names, as in <c>network.gateway</c>.</summary>
    public IReadOnlyCollection<string> Paths { get; init; } = [];

    /// <summary>Whether the result differs from node to node.</summary>
    public bool IsPerNode { get; init; }

    public override string KindName => "a template";

    public bool Equals(TemplateScalar? other) => ReferenceEquals(this, other);

    public override int GetHashCode() =>
        System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
