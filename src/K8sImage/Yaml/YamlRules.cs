using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Yaml;

/// <summary>What every YAML file that a person writes must keep to.</summary>
public static class YamlRules
{
    /// <summary>The file can be read.</summary>
    public static readonly Rule Unreadable = Error("K8S001", "The file can be read");

    /// <summary>The file is not larger than <see cref="YamlReader.MaxBytes"/>.</summary>
    public static readonly Rule TooLarge = Error("K8S002", "The file is small");

    /// <summary>The file is UTF-8.</summary>
    public static readonly Rule NotUtf8 = Error("K8S003", "The file is UTF-8");

    /// <summary>The file is YAML.</summary>
    public static readonly Rule Syntax = Error("K8S004", "The file is YAML");

    /// <summary>The file holds one document.</summary>
    public static readonly Rule OneDocument = Error("K8S005", "The file holds one document");

    /// <summary>A mapping has each key once.</summary>
    public static readonly Rule DoubledKey = Error("K8S006", "Keys are unique");

    /// <summary>The tree stays small, aliases written out.</summary>
    public static readonly Rule TooManyNodes = Error(
        "K8S007",
        "The tree stays small, aliases written out"
    );

    /// <summary>The tree is shallow.</summary>
    public static readonly Rule TooDeep = Error("K8S008", "The tree is shallow");

    /// <summary>A plain scalar means the same in YAML 1.1, which cloud-init reads, and YAML 1.2.</summary>
    public static readonly Rule Ambiguous = Error(
        "K8S009",
        "A plain scalar means the same in YAML 1.1 and 1.2"
    );

    /// <summary>Only the standard tags.</summary>
    public static readonly Rule Tag = Error("K8S010", "No tags");

    /// <summary>Keys are short scalars.</summary>
    public static readonly Rule Key = Error("K8S011", "Keys are short scalars");

    /// <summary>Text can be written to a file.</summary>
    public static readonly Rule Characters = Error("K8S012", "Text can be written to a file");

    /// <summary>Only the keys that the format has.</summary>
    public static readonly Rule UnknownKey = Error("K8S020", "Known keys only");

    /// <summary>A value has its key's type.</summary>
    public static readonly Rule WrongType = Error("K8S021", "Values fit their keys");

    /// <summary>What has no default is there.</summary>
    public static readonly Rule MissingKey = Error("K8S022", "What has no default is there");
}
