namespace Nuke.Common;

/// <summary>How much a build says, from most to least.</summary>
public enum Verbosity
{
    /// <summary>All there is, stack traces included.</summary>
    Verbose,

    /// <summary>What a person wants to follow.</summary>
    Normal,

    /// <summary>Warnings and errors.</summary>
    Minimal,

    /// <summary>Errors.</summary>
    Quiet,
}
