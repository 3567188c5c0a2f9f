/// <summary>How a target is called, for the help on it.</summary>
/// <param name="arguments">What stands behind the target's name.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExampleAttribute(string arguments = "") : Attribute
{
    /// <summary>What stands behind the target's name; empty for nothing.</summary>
    public string Arguments { get; } = arguments;
}
