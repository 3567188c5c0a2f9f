using K8sImage.Findings;

namespace K8sImage.Validation;

/// <summary>What must hold for the documents of a node beyond what its sources say.</summary>
public static class ValidationRules
{
    /// <summary>cloud-init's schema takes the user-data.</summary>
    public static readonly Rule UserData = new(
        "K8S801",
        Severity.Error,
        "cloud-init takes the user-data"
    );

    /// <summary>netplan takes the network-config.</summary>
    public static readonly Rule NetworkConfig = new(
        "K8S802",
        Severity.Error,
        "netplan takes the network-config"
    );

    /// <summary>A report of findings can be written.</summary>
    public static readonly Rule Report = new("K8S803", Severity.Error, "The report can be written");
}
