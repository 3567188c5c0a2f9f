using K8sImage.Findings;
using static K8sImage.Findings.Rule;

namespace K8sImage.Options;

/// <summary>What options of the command must keep to.</summary>
public static class OptionRules
{
    /// <summary>Something that runs reads the option.</summary>
    public static readonly Rule Unread = Error("K8S630", "A target that runs reads the option");

    /// <summary>An option has a value.</summary>
    public static readonly Rule Empty = Error("K8S631", "Options have a value");

    /// <summary>A path is what the option takes: a file, a directory, a place to write.</summary>
    public static readonly Rule Path = Error("K8S632", "Paths are what the option takes");

    /// <summary>An option with one value is given once.</summary>
    public static readonly Rule Once = Error("K8S634", "An option with one value is given once");

    /// <summary>A number is in the option's range.</summary>
    public static readonly Rule Range = Error("K8S633", "Numbers are in the option's range");
}
