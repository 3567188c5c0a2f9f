namespace Nuke.Common.Execution;

/// <summary>How far a target has come.</summary>
public enum ExecutionStatus
{
    /// <summary>To be run.</summary>
    Scheduled,

    /// <summary>Never reached, because the build ended before.</summary>
    NotRun,

    /// <summary>A condition or the command line left it out.</summary>
    Skipped,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Ended by Ctrl-C or a signal.</summary>
    Aborted,

    /// <summary>Threw.</summary>
    Failed,

    /// <summary>Ran to its end.</summary>
    Succeeded,

    /// <summary>Has no actions of its own, only dependencies.</summary>
    Collective,
}
