using System.Reflection;
using Nuke.Common;

/// <summary>
/// What <c>./build.sh TARGET --help</c> prints: the target, its options and an example. Nuke's own help is of the whole build.
/// </summary>
internal static class TargetHelp
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.NonPublic;
    private const int Width = 100;

    /// <summary>Prints the help on the targets of a command line, where it asks for that.</summary>
    /// <param name="build">The build.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>Whether it did.</returns>
    public static bool Print(object build, Arguments arguments)
    {
        if (arguments.ValuesOf("help") is null || arguments.Targets.Count == 0)
        {
            return false;
        }
        PropertyInfo?[] targets =
        [
            .. arguments.Targets.Select(name =>
                TargetsOf(build).FirstOrDefault(target => Arguments.AreSame(target.Name, name))
            ),
        ];
        if (targets.Contains(null))
        {
            // Nuke says that there is none, and which is meant.
            return false;
        }
        Console.WriteLine(string.Join("\n", targets.Select(target => Text(build, target!))));
        return true;
    }

    private static IEnumerable<PropertyInfo> TargetsOf(object build) =>
        build.GetType().GetProperties(Members).Where(each => each.PropertyType == typeof(Target));

    private static string Text(object build, PropertyInfo target)
    {
        var before = WithDependencies(build, target);
        Option[] options =
        [
            .. Option
                .Of(build.GetType())
                .Where(option => before.Any(each => option.Use.Targets.Contains(each.Name))),
        ];
        var column = options.Select(option => option.Name.Length).DefaultIfEmpty().Max() + 6;
        var example = target.GetCustomAttribute<ExampleAttribute>()?.Arguments ?? "";
        string[] others = [.. before.Select(each => each.Name).Where(name => name != target.Name)];
        return $"""
            {target.Name}: {Recorder.Of(build, target).Description}
            {(others.Length > 0 ? $"Runs before it: {string.Join(", ", others)}\n" : "")}
            {(options.Length > 0 ? "Options:\n" : "It has no options.\n")}{string.Concat(
                options.Select(option => Text(option, column))
            )}
            Example: ./build.sh {target.Name}{(example.Length > 0 ? " " : "")}{example}
            All targets, and the options of every target (--plan, --skip, --verbosity ...): ./build.sh --help
            """;
    }

    private static string Text(Option option, int column)
    {
        var names = option.ValueType.IsEnum
            ? $". One of {string.Join(", ", Enum.GetNames(option.ValueType))}"
            : "";
        var text = "";
        var line = $"  --{option.Name}".PadRight(column);
        foreach (var word in $"{option.Description}{names}.".Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                text += line + "\n";
                line = new string(' ', column);
            }
            line += " " + word;
        }
        return text + line + "\n";
    }

    // The target last.
    private static List<PropertyInfo> WithDependencies(object build, PropertyInfo target)
    {
        List<PropertyInfo> all = [];
        Add(target);
        return all;

        void Add(PropertyInfo each)
        {
            foreach (var dependency in Recorder.Of(build, each).Dependencies)
            {
                // Each read of the property makes a new delegate, which equals the others.
                Add(
                    TargetsOf(build)
                        .First(other => dependency.Equals((Target)other.GetValue(build)!))
                );
            }
            if (!all.Contains(each))
            {
                all.Add(each);
            }
        }
    }

    // Keeps of a definition what the help says.
    internal class Recorder : DispatchProxy
    {
        public string Description { get; private set; } = "";

        public List<Target> Dependencies { get; } = [];

        public static Recorder Of(object build, PropertyInfo target)
        {
            var definition = Create<ITargetDefinition, Recorder>();
            ((Target)target.GetValue(build)!)(definition);
            return (Recorder)(object)definition;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod?.Name == nameof(ITargetDefinition.Description))
            {
                Description = (string)args![0]!;
            }
            else if (
                targetMethod?.Name == nameof(ITargetDefinition.DependsOn)
                && args is [Target[] targets]
            )
            {
                Dependencies.AddRange(targets);
            }
            return this;
        }
    }
}
