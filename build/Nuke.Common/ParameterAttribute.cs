namespace Nuke.Common;

/// <summary>
/// A field or property that takes its value from the command line, else from the environment (<c>NUKE_</c> and the
/// name), else from <c>.nuke/parameters.json</c>, else keeps the value it has.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ParameterAttribute(string? description = null) : Attribute
{
    /// <summary>One sentence for <c>--help</c>.</summary>
    public string? Description { get; } = description;

    /// <summary>Its name, where it is not the member's.</summary>
    public string? Name { get; set; }

    /// <summary>One character that parts the values of an array, beside the blank of the command line.</summary>
    public string? Separator { get; set; }
}

/// <summary>The build can't start without a value for this parameter.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;

/// <summary>The value of this parameter is never shown.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
