using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.HandOver;

/// <summary>What must hold for a cluster to be handed over, and for what was handed over to be trusted.</summary>
public static class HandOverRules
{
    /// <summary>The very ISO that is handed over has passed.</summary>
    public static readonly Rule NotVerified = Error("K8S761", "What is handed over has passed");

    /// <summary>What is handed over unverified is meant to be.</summary>
    public static readonly Rule Unverified = Warning("K8S762", "What is handed over has a verdict");

    /// <summary>What is handed over has failed on none of the bases on which it was booted.</summary>
    public static readonly Rule FailedElsewhere = Warning(
        "K8S789",
        "What is handed over has failed on no other base"
    );

    /// <summary>A bundle can be written.</summary>
    public static readonly Rule NotWritten = Error("K8S763", "A bundle can be written");

    /// <summary>A bundle can be signed with the key that is asked for.</summary>
    public static readonly Rule NotSigned = Error("K8S764", "A bundle can be signed");

    /// <summary>Nothing of a bundle has changed.</summary>
    public static readonly Rule Changed = Error("K8S765", "Nothing of a bundle has changed");

    /// <summary>A bundle is whole.</summary>
    public static readonly Rule NotWhole = Error("K8S766", "A bundle is whole");

    /// <summary>All nodes are baked before they are handed over.</summary>
    public static readonly Rule NotBaked = Error("K8S769", "What is handed over was baked");

    /// <summary>A bundle is plain files and directories.</summary>
    public static readonly Rule NotPlain = Error(
        "K8S770",
        "A bundle is plain files and directories"
    );

    /// <summary>A bundle's signature is good.</summary>
    public static readonly Rule BadSignature = Error("K8S767", "A bundle's signature is good");

    /// <summary>A bundle is signed by a key that its receiver knows.</summary>
    public static readonly Rule NoSignature = Warning("K8S768", "A bundle's signature was checked");
}
