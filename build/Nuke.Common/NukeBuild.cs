using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>The base of a build: its properties of type <see cref="Target"/> are what it can do.</summary>
public abstract partial class NukeBuild
{
    /// <summary>Runs the targets that the command line names, else these; returns the exit code.</summary>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargets)
        where T : NukeBuild, new()
    {
        ArgumentNullException.ThrowIfNull(defaultTargets);
        var names = Array.ConvertAll(
            defaultTargets,
            target => ((MemberExpression)target.Body).Member.Name
        );
        return BuildManager.Execute(
            () => new T(),
            typeof(T),
            names,
            Environment.GetCommandLineArgs()[1..]
        );
    }

    internal IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; set; } = [];

    /// <summary>Targets that are still to run.</summary>
    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets =>
        WithStatus(ExecutionStatus.Scheduled);

    /// <summary>Targets that ran to their end.</summary>
    public IReadOnlyCollection<ExecutableTarget> SucceededTargets =>
        WithStatus(ExecutionStatus.Succeeded);

    /// <summary>Targets that threw.</summary>
    public IReadOnlyCollection<ExecutableTarget> FailedTargets =>
        WithStatus(ExecutionStatus.Failed);

    /// <summary>What the process shall return; where null, 0 on success and -1 (255 to a shell) on failure.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Puts notes behind the row of the running target, in the table at the end.</summary>
    public void ReportSummary(Configure<Dictionary<string, string>>? configurator = null)
    {
        var target = ExecutionPlan.Single(target => target.Status == ExecutionStatus.Running);
        target.Summary = configurator?.Invoke([]) ?? [];
    }

    /// <summary>Called when parameters have their values and nothing has run yet.</summary>
    protected internal virtual void OnBuildInitialized() { }

    /// <summary>Called when nothing more will run.</summary>
    protected internal virtual void OnBuildFinished() { }

    /// <summary>Called right before a target runs.</summary>
    protected internal virtual void OnTargetRunning(string target) { }

    /// <summary>Called when a target was skipped.</summary>
    protected internal virtual void OnTargetSkipped(string target) { }

    /// <summary>Called when a target ran to its end.</summary>
    protected internal virtual void OnTargetSucceeded(string target) { }

    /// <summary>Called when a target threw.</summary>
    protected internal virtual void OnTargetFailed(string target) { }

    private ExecutableTarget[] WithStatus(ExecutionStatus status) =>
        [.. ExecutionPlan.Where(target => target.Status == status)];
}
