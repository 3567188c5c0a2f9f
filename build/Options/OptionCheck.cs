using K8sImage.Findings;
using K8sImage.Options;

/// <summary>Finds options that nothing reads, and values that no target could work with, before the first target runs.</summary>
internal static class OptionCheck
{
    /// <summary>Looks at each option.</summary>
    /// <param name="build">The build, its parameters set.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="scheduled">The targets that will run.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void Check(
        object build,
        Arguments arguments,
        IReadOnlyCollection<string> scheduled,
        FindingCollection findings
    )
    {
        foreach (var option in Option.Of(build.GetType()))
        {
            var given = arguments.ValuesOf(option.Name);
            if (option.Use.Targets.Count > 0 && !option.Use.Targets.Any(scheduled.Contains))
            {
                // The environment and .nuke/parameters.json are there for all targets.
                if (given is not null)
                {
                    findings.Add(Unread(option, scheduled));
                }
                continue;
            }
            var place = new Place(
                given is not null ? "--" + option.Name
                : Arguments.Variable(option.Name) is not null ? Arguments.VariableName(option.Name)
                : "--" + option.Name
            );
            if (given is [] && option.ValueType != typeof(bool))
            {
                findings.Add(OptionValue.Missing(place));
            }
            if (given is { Count: > 1 } && !option.IsList)
            {
                findings.Add(
                    OptionRules.Once.At(
                        place,
                        "it is given more than once, and takes one value",
                        "leave out all but one"
                    )
                );
            }
            foreach (var value in option.ValuesIn(build))
            {
                var finding = value switch
                {
                    string text => OptionValue.Check(place, text, option.Use.Takes),
                    int number => OptionValue.Check(
                        place,
                        number,
                        option.Use.Least,
                        option.Use.Most
                    ),
                    _ => null,
                };
                if (finding is not null)
                {
                    findings.Add(finding);
                }
            }
        }
    }

    private static Finding Unread(Option option, IReadOnlyCollection<string> scheduled) =>
        OptionRules.Unread.At(
            new Place("--" + option.Name),
            $"{string.Join(" and ", scheduled.DefaultIfEmpty("the command"))} {(scheduled.Count > 1 ? "do" : "does")} not read this option",
            $"leave it out; it is read by {string.Join(", ", option.Use.Targets)}"
        );
}
