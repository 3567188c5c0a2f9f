using System.Reflection;

namespace Nuke.Common.Execution;

/// <summary>Makes the targets of a build out of its properties.</summary>
internal static class TargetFactory
{
    private const BindingFlags Instance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<ExecutableTarget> Create(
        NukeBuild build,
        IReadOnlyCollection<string> defaults
    )
    {
        var targets = new List<ExecutableTarget>();
        var factories = new List<Target>();
        foreach (var property in build.GetType().GetProperties(Instance))
        {
            if (property.PropertyType == typeof(Target))
            {
                factories.Add((Target)property.GetValue(build)!);
                targets.Add(new ExecutableTarget(property.Name, defaults.Contains(property.Name)));
            }
        }
        for (var i = 0; i < targets.Count; i++)
        {
            var name = targets[i].Name;
            factories[i]
                .Invoke(
                    new TargetDefinition(
                        targets[i],
                        other =>
                            factories.IndexOf(other) is var index and >= 0
                                ? targets[index]
                                : throw new BuildError(
                                    $"Target '{name}' refers to something that is not a target."
                                )
                    )
                );
        }
        return targets;
    }
}
