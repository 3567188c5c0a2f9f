using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A fault as a step file declares it, templates still in it.</summary>
internal sealed record Fault(Place Place)
{
    public YamlNode? Run { get; init; }

    public YamlNode? In { get; init; }

    public YamlNode? Replace { get; init; }

    public YamlNode? With { get; init; }

    public IEnumerable<YamlNode?> Parts => [Run, In, Replace, With];
}
