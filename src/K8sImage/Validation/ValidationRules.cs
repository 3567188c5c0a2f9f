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

    /// <summary>What a shell is to run is shell.</summary>
    public static readonly Rule Shell = new("K8S804", Severity.Error, "Shell can be read by sh");

    /// <summary>cloud-init knows the keys of the user-data.</summary>
    public static readonly Rule UserDataKey = new(
        "K8S805",
        Severity.Warning,
        "cloud-init knows the keys of user-data"
    );

    /// <summary>No name is almost the time server's.</summary>
    public static readonly Rule NearMiss = new(
        "K8S806",
        Severity.Warning,
        "No name is almost the time server's"
    );

    /// <summary>A report of findings can be written.</summary>
    public static readonly Rule Report = new("K8S803", Severity.Error, "The report can be written");
}
