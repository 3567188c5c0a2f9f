using Fluid.Values;
using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>When a step can be applied.</summary>
public enum Stage
{
    /// <summary>Before the node is known: the step may be baked into a golden disk.</summary>
    Image,

    /// <summary>Only on the node itself.</summary>
    Node,
}

/// <summary>One step: what it writes into a node, and how the node proves that it took effect.</summary>
public sealed record Step
{
    /// <summary>The step's name, which is its file's.</summary>
    public required string Name { get; init; }

    /// <summary>What the step is for, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>The section of the guide that it implements, in quotes; null where there is none.</summary>
    public string? Guide { get; init; }

    /// <summary>When it can be applied: <c>image</c>, it may be baked into a golden disk; <c>node</c>, it belongs to one node.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Names of steps that come before it where they are on.</summary>
    public required IReadOnlyList<YamlScalar> After { get; init; }

    /// <summary>Names of steps that come before it and must be on.</summary>
    public required IReadOnlyList<YamlScalar> Needs { get; init; }

    /// <summary>Where the step's file begins.</summary>
    public required Place Place { get; init; }

    /// <summary>A step whose file could not be read: it does nothing, and names that mean it are no fault.</summary>
    internal static Step Unread(string name, Place place) =>
        new()
        {
            Name = name,
            Title = "",
            Stage = Stage.Node,
            After = [],
            Needs = [],
            Place = place,
        };

    internal FluidValue Value => field ??= TemplateValues.Of(this);

    /// <summary>A Liquid condition: the step applies only where it holds.</summary>
    internal TemplateScalar? When { get; init; }

    /// <summary>Cloud-config that it adds; null where there is none.</summary>
    internal YamlNode? UserData { get; init; }

    /// <summary>Network configuration that it adds, in netplan's version 2; null where there is none.</summary>
    internal YamlNode? NetworkConfig { get; init; }

    /// <summary>How the node proves that it took effect.</summary>
    internal IReadOnlyList<Check> Checks { get; init; } = [];
}
