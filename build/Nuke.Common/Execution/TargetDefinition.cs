using System.Linq.Expressions;

namespace Nuke.Common.Execution;

/// <summary>Fills one target. Other targets come as delegates: equal, though not the same, at every read.</summary>
internal sealed class TargetDefinition(ExecutableTarget target, Func<Target, ExecutableTarget> find)
    : ITargetDefinition
{
    public ITargetDefinition Description(string description) =>
        With(() => target.Description = description);

    public ITargetDefinition Executes(params Action[] actions) =>
        With(() => target.Actions.AddRange(actions));

    public ITargetDefinition Executes<T>(Func<T> action) =>
        With(() => target.Actions.Add(() => action()));

    public ITargetDefinition Executes(Func<Task> action) =>
        With(() => target.Actions.Add(() => action().GetAwaiter().GetResult()));

    public ITargetDefinition DependsOn(params Target[] targets) =>
        ForEach(targets, target.Dependencies.Add);

    public ITargetDefinition DependentFor(params Target[] targets) =>
        ForEach(targets, other => other.Dependencies.Add(target));

    public ITargetDefinition Before(params Target[] targets) =>
        ForEach(targets, other => other.RunsAfter.Add(target));

    public ITargetDefinition After(params Target[] targets) =>
        ForEach(targets, target.RunsAfter.Add);

    public ITargetDefinition Triggers(params Target[] targets) =>
        ForEach(targets, other => Trigger(target, other));

    public ITargetDefinition TriggeredBy(params Target[] targets) =>
        ForEach(targets, other => Trigger(other, target));

    public ITargetDefinition OnlyWhenStatic(
        Func<bool> condition,
        string? conditionExpression = null
    ) => With(() => target.StaticConditions.Add((Words(conditionExpression), condition)));

    public ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        string? conditionExpression = null
    ) => With(() => target.DynamicConditions.Add((Words(conditionExpression), condition)));

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : class => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : struct => Require([parameterRequirement, .. parameterRequirements]);

    public ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements
    ) => Require([requirement, .. requirements]);

    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) =>
        With(() => target.WhenSkipped = dependencyBehavior);

    public ITargetDefinition AssuredAfterFailure() => With(() => target.AssuredAfterFailure = true);

    public ITargetDefinition ProceedAfterFailure() => With(() => target.ProceedAfterFailure = true);

    public ITargetDefinition Unlisted() => With(() => target.Listed = false);

    public ITargetDefinition Produces(params string[] artifacts) => this;

    public ITargetDefinition Consumes(params Target[] targets) => this;

    private TargetDefinition Require(LambdaExpression[] requirements) =>
        With(() => target.Requirements.AddRange(requirements));

    private TargetDefinition ForEach(Target[] targets, Action<ExecutableTarget> action) =>
        With(() => Array.ForEach(targets, other => action(find(other))));

    private TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    private static void Trigger(ExecutableTarget first, ExecutableTarget then)
    {
        first.Triggers.Add(then);
        then.RunsAfter.Add(first);
    }

    private static string Words(string? lambda) =>
        (lambda ?? "").Replace("() =>", "", StringComparison.Ordinal).Trim();
}
