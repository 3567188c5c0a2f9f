using K8sImage.Findings;

namespace K8sImage.Bases;

/// <summary>What must hold for a base image to be there.</summary>
public static class BaseRules
{
    /// <summary>There is a file for the base that is asked for.</summary>
    public static readonly Rule Unknown = new("K8S411", Severity.Error, "Bases have a file");

    /// <summary>The values of a base file have the form that they need.</summary>
    public static readonly Rule Value = new("K8S412", Severity.Error, "Values have a form");

    /// <summary>Debian's packages can be had.</summary>
    public static readonly Rule Mirror = new(
        "K8S413",
        Severity.Error,
        "Debian's packages can be had"
    );

    /// <summary>Security updates are part of a base.</summary>
    public static readonly Rule Security = new(
        "K8S414",
        Severity.Warning,
        "Security updates are part of a base"
    );
}
