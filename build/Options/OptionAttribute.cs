using K8sImage.Options;

/// <summary>Which targets read a parameter, and what it takes: Nuke has parameters of the whole build only.</summary>
/// <param name="targets">The targets that read it themselves; those that run these as well need not be named.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class OptionAttribute(params string[] targets) : Attribute
{
    /// <summary>The targets that read it.</summary>
    public IReadOnlyList<string> Targets { get; } = targets;

    /// <summary>What a text is.</summary>
    public Takes Takes { get; set; }

    /// <summary>The least that a number may be.</summary>
    public int Least { get; set; } = int.MinValue;

    /// <summary>The most that a number may be.</summary>
    public int Most { get; set; } = int.MaxValue;
}
