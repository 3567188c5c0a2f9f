using K8sImage.Findings;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A check as a step file declares it, templates still in it.</summary>
/// <param name="Name">What holds if the check passes, in one line without <c>#</c>.</param>
/// <param name="Run">A command for a POSIX shell, run as root on the node at every boot.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record Check(string Name, YamlNode Run, Place Place)
{
    /// <summary>Longest run time where the file says nothing, in seconds.</summary>
    public const int DefaultTimeout = 120;

    /// <summary>A Liquid condition: the check is made only where it holds.</summary>
    public TemplateScalar? When { get; init; }

    /// <summary>What the command must print, trailing line breaks aside.</summary>
    public YamlNode? Prints { get; init; }

    /// <summary>
    /// Extended regular expression that one line of the output must match. With neither this nor prints, the exit status
    /// must be 0.
    /// </summary>
    public YamlNode? Matches { get; init; }

    /// <summary>Where to look when it fails.</summary>
    public YamlNode? Hint { get; init; }

    /// <summary>Longest run time in seconds.</summary>
    public int Timeout { get; init; } = DefaultTimeout;

    /// <summary>What makes it fail: a shell command, or a change of what the seed says.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Whether a part of it differs from node to node.</summary>
    public bool IsPerNode =>
        _isPerNode ??= new YamlNode?[] { When, Run, Prints, Matches, Hint }
            .Concat(Fault?.Parts ?? [])
            .Any(part => part is TemplateScalar { IsPerNode: true });

    private bool? _isPerNode;
}
