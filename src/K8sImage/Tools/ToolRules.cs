using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>What must hold for other people's programs to be called.</summary>
public static class ToolRules
{
    /// <summary>The program is installed.</summary>
    public static readonly Rule Missing = new("K8S401", Severity.Error, "Programs are installed");

    /// <summary>The program does what it was asked.</summary>
    public static readonly Rule Failed = new("K8S402", Severity.Error, "Programs end well");
}
