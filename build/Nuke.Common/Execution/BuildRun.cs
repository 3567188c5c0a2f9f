using Nuke.Common.Output;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>A build whose parameters have their values: shows its help or its plan, or runs.</summary>
internal sealed class BuildRun(
    NukeBuild build,
    IReadOnlyList<ExecutableTarget> targets,
    IReadOnlyCollection<Parameter> parameters,
    ParameterValues values
)
{
    private readonly Lock _lock = new();
    private bool _isFinished;

    public int Execute(IEnumerable<string> positionals)
    {
        if (values.ValueOf(Parameter.Help) is true)
        {
            return Show(HelpText.Lines(targets, parameters));
        }
        var invoked = positionals.Concat(values.ValueOf(Parameter.Target) as string[] ?? []);
        var plan = ExecutionPlanner.Plan(targets, [.. invoked]);
        build.ExecutionPlan = plan;
        SkipRules.ApplyCommandLine(targets, plan, values.ValueOf(Parameter.Skip) as string[]);
        foreach (var target in plan)
        {
            SkipRules.ApplyConditions(plan, target, target.StaticConditions);
        }
        if (values.ValueOf(Parameter.Plan) is true)
        {
            return Show(PlanText.Lines(plan));
        }
        Requirements.Check(build, parameters, build.ScheduledTargets);
        return plan.Count == 0 ? Show(HelpText.Lines(targets, parameters)) : Run(plan);
    }

    private int Run(IReadOnlyList<ExecutableTarget> plan)
    {
        var log = new BuildLog();
        log.Start();
        using var interruption = new Interruption(() => Finish(log));
        build.OnBuildInitialized();
        var attempt = new LastAttempt(NukeBuild.TemporaryDirectory);
        var done = attempt.Begin(plan, values.ValueOf(Parameter.Continue) is true);
        new BuildExecutor(build, plan, attempt, log, interruption).Run(done);
        if (interruption.IsRequested)
        {
            ChildProcesses.End();
        }
        Finish(log);
        return interruption.IsRequested
            ? interruption.ExitCode
            : build.ExitCode ?? (HasSucceeded ? 0 : -1);
    }

    private bool HasSucceeded =>
        build.ExecutionPlan.All(target =>
            target.Status
                is ExecutionStatus.Succeeded
                    or ExecutionStatus.Skipped
                    or ExecutionStatus.Collective
        );

    // Comes from the main thread, or from that of a signal while a target won't end.
    private void Finish(BuildLog log)
    {
        lock (_lock)
        {
            if (_isFinished)
            {
                return;
            }
            _isFinished = true;
            foreach (var target in build.ExecutionPlan)
            {
                if (target.Status == ExecutionStatus.Running)
                {
                    target.Stop(ExecutionStatus.Aborted);
                }
                else if (target.Status == ExecutionStatus.Scheduled)
                {
                    target.Status = ExecutionStatus.NotRun;
                }
            }
            BuildConsole.Write(log.ErrorsAndWarnings());
            BuildConsole.Write(Summary.Table(build.ExecutionPlan));
            BuildConsole.Write(Summary.Outcome(HasSucceeded, DateTime.Now));
            build.OnBuildFinished();
        }
    }

    private static int Show(IEnumerable<Line> lines)
    {
        BuildConsole.Write(lines);
        return 0;
    }
}
