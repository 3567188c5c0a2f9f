using System.Diagnostics;
using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>A target, what it needs, and how far it has come.</summary>
public sealed class ExecutableTarget
{
    internal ExecutableTarget(string name, bool isDefault) => (Name, IsDefault) = (name, isDefault);

    /// <summary>The name of its property.</summary>
    public string Name { get; }

    /// <summary>What <c>--help</c> says of it.</summary>
    public string? Description { get; internal set; }

    /// <summary>How far it has come.</summary>
    public ExecutionStatus Status { get; internal set; } = ExecutionStatus.Scheduled;

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; internal set; }

    /// <summary>Named on the command line, or the default where none is.</summary>
    public bool Invoked { get; internal set; }

    /// <summary>Runs when the command line names none.</summary>
    public bool IsDefault { get; }

    internal bool Listed { get; set; } = true;
    internal bool AssuredAfterFailure { get; set; }
    internal bool ProceedAfterFailure { get; set; }
    internal DependencyBehavior WhenSkipped { get; set; }
    internal List<Action> Actions { get; } = [];
    internal List<LambdaExpression> Requirements { get; } = [];
    internal List<(string Text, Func<bool> Holds)> StaticConditions { get; } = [];
    internal List<(string Text, Func<bool> Holds)> DynamicConditions { get; } = [];

    internal List<ExecutableTarget> Dependencies { get; } = [];
    internal List<ExecutableTarget> RunsAfter { get; } = [];
    internal List<ExecutableTarget> Triggers { get; } = [];

    internal Dictionary<string, string> Summary { get; set; } = [];

    private long _startedAt;

    internal void Start()
    {
        Status = ExecutionStatus.Running;
        _startedAt = Stopwatch.GetTimestamp();
    }

    internal void Stop(ExecutionStatus status)
    {
        Status = status;
        Duration = _startedAt == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_startedAt);
    }
}
