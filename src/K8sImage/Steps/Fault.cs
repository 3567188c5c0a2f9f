using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A fault as a step file declares it, templates still in it.</summary>
internal sealed record Fault(Place Place)
{
    /// <summary>A shell command, run as root when all else of the first boot is done; null where the seed is changed.</summary>
    public YamlNode? Run { get; init; }

    /// <summary>What of the seed changes: <c>network-config</c>, <c>user-data</c> (its files aside) or the path of a file that the step writes.</summary>
    public YamlNode? In { get; init; }

    /// <summary>The text that goes.</summary>
    public YamlNode? Replace { get; init; }

    /// <summary>The text that comes.</summary>
    public YamlNode? With { get; init; }

    public IEnumerable<YamlNode?> Parts => [Run, In, Replace, With];
}
