using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>Runs the targets of a plan, one after the other.</summary>
internal sealed class BuildExecutor(
    NukeBuild build,
    IReadOnlyList<ExecutableTarget> plan,
    LastAttempt attempt,
    BuildLog log,
    Interruption interruption
)
{
    /// <summary>Runs until a target fails or a signal comes; after that only what is assured.</summary>
    public void Run(IReadOnlyCollection<string> done)
    {
        foreach (
            var target in plan.Where(target => done.Contains(target.Name) && IsScheduled(target))
        )
        {
            target.Status = ExecutionStatus.Skipped;
            target.Summary = new() { ["Skipped"] = "done in the last attempt" };
        }
        var hasFailed = false;
        foreach (var target in plan)
        {
            if ((hasFailed || interruption.IsRequested) && !target.AssuredAfterFailure)
            {
                continue;
            }
            hasFailed |= !TryRun(target) && !target.ProceedAfterFailure;
        }
    }

    private bool TryRun(ExecutableTarget target)
    {
        var wasInterrupted = interruption.IsRequested;
        try
        {
            if (IsScheduled(target))
            {
                SkipRules.ApplyConditions(plan, target, target.DynamicConditions);
            }
            if (target.Status == ExecutionStatus.Skipped)
            {
                build.OnTargetSkipped(target.Name);
                return true;
            }
            if (target.Actions.Count == 0)
            {
                target.Status = ExecutionStatus.Collective;
                return true;
            }
            Run(target);
            if (interruption.IsRequested != wasInterrupted)
            {
                target.Stop(ExecutionStatus.Aborted);
                return false;
            }
            target.Stop(ExecutionStatus.Succeeded);
            attempt.Succeeded(target);
            build.OnTargetSucceeded(target.Name);
            return true;
        }
#pragma warning disable CA1031 // Whatever a target throws fails that target, not the runner.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (error is OperationCanceledException)
            {
                interruption.AwaitSignal();
            }
            var isAborted = interruption.IsRequested != wasInterrupted;
            target.Stop(isAborted ? ExecutionStatus.Aborted : ExecutionStatus.Failed);
            if (!isAborted)
            {
                Report(target, error);
            }
            return false;
        }
        finally
        {
            log.Running = null;
        }
    }

    private void Run(ExecutableTarget target)
    {
        BuildConsole.Write(Block.Lines(target.Name));
        log.Running = target;
        target.Start();
        build.OnTargetRunning(target.Name);
        foreach (var action in target.Actions)
        {
            action();
        }
    }

    private void Report(ExecutableTarget target, Exception error)
    {
        if (target.Summary.Count == 0)
        {
            target.Summary = new()
            {
                [error.GetType().Name] = error.Message.Split('\n')[0].TrimEnd(),
            };
        }
        log.Failed(error);
        build.OnTargetFailed(target.Name);
    }

    private static bool IsScheduled(ExecutableTarget target) =>
        target.Status == ExecutionStatus.Scheduled;
}
