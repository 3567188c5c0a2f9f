using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Tools;

/// <summary>What must hold for other people's programs to be called.</summary>
public static class ToolRules
{
    /// <summary>The program is installed.</summary>
    public static readonly Rule Missing = Error("K8S401", "Programs are installed");

    /// <summary>The program does what it was asked.</summary>
    public static readonly Rule Failed = Error("K8S402", "Programs end well");
}
