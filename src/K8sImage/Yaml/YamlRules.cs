using K8sImage.Findings;

namespace K8sImage.Yaml;

/// <summary>What every YAML file that a person writes must keep to.</summary>
public static class YamlRules
{
    /// <summary>The file can be read.</summary>
    public static readonly Rule Unreadable = new("K8S001", Severity.Error, "The file can be read");

    /// <summary>The file is not larger than <see cref="YamlReader.MaxBytes"/>.</summary>
    public static readonly Rule TooLarge = new("K8S002", Severity.Error, "The file is small");

    /// <summary>The file is UTF-8.</summary>
    public static readonly Rule NotUtf8 = new("K8S003", Severity.Error, "The file is UTF-8");

    /// <summary>The file is YAML.</summary>
    public static readonly Rule Syntax = new("K8S004", Severity.Error, "The file is YAML");

    /// <summary>The file holds one document.</summary>
    public static readonly Rule OneDocument = new(
        "K8S005",
        Severity.Error,
        "The file holds one document"
    );

    /// <summary>A mapping has each key once.</summary>
    public static readonly Rule DoubledKey = new("K8S006", Severity.Error, "Keys are unique");

    /// <summary>The tree stays small, aliases written out.</summary>
    public static readonly Rule TooManyNodes = new(
        "K8S007",
        Severity.Error,
        "The tree stays small, aliases written out"
    );

    /// <summary>The tree is shallow.</summary>
    public static readonly Rule TooDeep = new("K8S008", Severity.Error, "The tree is shallow");

    /// <summary>A plain scalar means the same in YAML 1.1, which cloud-init reads, and YAML 1.2.</summary>
    public static readonly Rule Ambiguous = new(
        "K8S009",
        Severity.Error,
        "A plain scalar means the same in YAML 1.1 and 1.2"
    );

    /// <summary>Only the standard tags.</summary>
    public static readonly Rule Tag = new("K8S010", Severity.Error, "No tags");

    /// <summary>Keys are short scalars.</summary>
    public static readonly Rule Key = new("K8S011", Severity.Error, "Keys are short scalars");

    /// <summary>Text can be written to a file.</summary>
    public static readonly Rule Characters = new(
        "K8S012",
        Severity.Error,
        "Text can be written to a file"
    );

    /// <summary>Only the keys that the format has.</summary>
    public static readonly Rule UnknownKey = new("K8S020", Severity.Error, "Known keys only");

    /// <summary>A value has its key's type.</summary>
    public static readonly Rule WrongType = new("K8S021", Severity.Error, "Values fit their keys");

    /// <summary>What has no default is there.</summary>
    public static readonly Rule MissingKey = new(
        "K8S022",
        Severity.Error,
        "What has no default is there"
    );
}
