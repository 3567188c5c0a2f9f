using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Files;

/// <summary>What must hold for an output to be written where something may be already.</summary>
public static class FileRules
{
    /// <summary>Two runs do not write to one place.</summary>
    public static readonly Rule Busy = Error("K8S301", "One run at a time writes an output");

    /// <summary>The output can be written.</summary>
    public static readonly Rule NotWritten = Error("K8S302", "The output can be written");

    /// <summary>What is replaced was written here.</summary>
    public static readonly Rule Foreign = Error("K8S306", "Only what we wrote is replaced");

    /// <summary>What is replaced is as it was written.</summary>
    public static readonly Rule Changed = Error(
        "K8S307",
        "What was changed by hand is not replaced"
    );

    /// <summary>An output belongs to one cluster file.</summary>
    public static readonly Rule OtherOwner = Error(
        "K8S308",
        "An output belongs to one cluster file"
    );

    /// <summary>The record of an output can be read.</summary>
    public static readonly Rule NoRecord = Error("K8S309", "The record of an output can be read");

    /// <summary>The digest beside a file can be read.</summary>
    public static readonly Rule NoDigest = Error("K8S310", "The digest beside a file can be read");

    /// <summary>What is used is as it was written.</summary>
    public static readonly Rule NotAsWritten = Error("K8S311", "What is used is as it was written");

    /// <summary>Outputs do not lie in one another.</summary>
    public static readonly Rule Inside = Error("K8S312", "An output lies in no other one");
}
