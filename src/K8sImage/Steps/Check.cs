using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A check as a step file declares it, templates still in it.</summary>
internal sealed record Check(string Name, YamlNode Run, Place Place)
{
    /// <summary>Longest run time where the file says nothing, in seconds.</summary>
    public const int DefaultTimeout = 120;

    public TemplateScalar? When { get; init; }

    public YamlNode? Prints { get; init; }

    public YamlNode? Matches { get; init; }

    public YamlNode? Hint { get; init; }

    public int Timeout { get; init; } = DefaultTimeout;

    public Fault? Fault { get; init; }

    /// <summary>Whether a part of it differs from node to node.</summary>
    public bool IsPerNode =>
        _isPerNode ??= new YamlNode?[] { When, Run, Prints, Matches, Hint }
            .Concat(Fault?.Parts ?? [])
            .Any(part => part is TemplateScalar { IsPerNode: true });

    private bool? _isPerNode;
}
