using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace Nuke.Common;

/// <summary>Says what a target is. Signatures as in Nuke 10.1.0.</summary>
public interface ITargetDefinition
{
    /// <summary>One line for <c>--help</c>.</summary>
    ITargetDefinition Description(string description);

    /// <summary>What the target does, in this order.</summary>
    ITargetDefinition Executes(params Action[] actions);

    /// <summary>What the target does; the value is dropped.</summary>
    ITargetDefinition Executes<T>(Func<T> action);

    /// <summary>What the target does, asynchronously.</summary>
    ITargetDefinition Executes(Func<Task> action);

    /// <summary>Runs those targets before this one.</summary>
    ITargetDefinition DependsOn(params Target[] targets);

    /// <summary>Runs this target before those, whenever they run.</summary>
    ITargetDefinition DependentFor(params Target[] targets);

    /// <summary>Where both run, this one runs first.</summary>
    ITargetDefinition Before(params Target[] targets);

    /// <summary>Where both run, this one runs last.</summary>
    ITargetDefinition After(params Target[] targets);

    /// <summary>Runs those targets after this one.</summary>
    ITargetDefinition Triggers(params Target[] targets);

    /// <summary>Runs this target after those, whenever they run.</summary>
    ITargetDefinition TriggeredBy(params Target[] targets);

    /// <summary>Skips the target unless this holds before the first target runs.</summary>
    ITargetDefinition OnlyWhenStatic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null
    );

    /// <summary>Skips the target unless this holds right before it runs.</summary>
    ITargetDefinition OnlyWhenDynamic(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string? conditionExpression = null
    );

    /// <summary>Fails the build before the first target runs unless these parameters have a value.</summary>
    ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : class;

    /// <summary>Fails the build before the first target runs unless these parameters have a value.</summary>
    ITargetDefinition Requires<T>(
        Expression<Func<T?>> parameterRequirement,
        params Expression<Func<T?>>[] parameterRequirements
    )
        where T : struct;

    /// <summary>Fails the build before the first target runs unless this holds.</summary>
    ITargetDefinition Requires(
        Expression<Func<bool>> requirement,
        params Expression<Func<bool>>[] requirements
    );

    /// <summary>What becomes of the dependencies when this target is skipped; <c>Skip</c> unless said.</summary>
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);

    /// <summary>Runs even after another target has failed or Ctrl-C was pressed.</summary>
    ITargetDefinition AssuredAfterFailure();

    /// <summary>The build goes on when this target fails, and fails in the end.</summary>
    ITargetDefinition ProceedAfterFailure();

    /// <summary>Keeps the target out of <c>--help</c>.</summary>
    ITargetDefinition Unlisted();

    /// <summary>The files the target makes. Nuke hands them to build servers; nothing here reads them.</summary>
    ITargetDefinition Produces(params string[] artifacts);

    /// <summary>Whose files the target reads. Nuke hands them to build servers; nothing here reads them.</summary>
    ITargetDefinition Consumes(params Target[] targets);
}
