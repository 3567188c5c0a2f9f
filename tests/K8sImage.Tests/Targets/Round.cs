namespace K8sImage.Tests.Targets;

/// <summary>Something that stands where a target writes.</summary>
/// <param name="Path">Where.</param>
/// <param name="What">What, see <see cref="Files.Planted.At"/>.</param>
internal sealed record Thing(string Path, string What)
{
    /// <summary>What the finding is about that is given because of it, if it is not this path.</summary>
    public string? NamedAs { get; init; }
}

/// <summary>A run of a target, with things that are not ours where it writes.</summary>
/// <param name="Command">The target and its arguments, with blanks between them.</param>
/// <param name="Things">What stands there.</param>
internal sealed record Round(string Command, params IReadOnlyList<Thing> Things)
{
    /// <summary>All kinds of things that are not ours.</summary>
    public static readonly string[] Kinds =
    [
        "file",
        "link to a file",
        "link to a directory",
        "dangling link",
        "directory",
        "pipe",
    ];

    /// <summary>What is there before anything of the user's comes.</summary>
    public Func<TargetProject, Task> Before { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether the target can't do its work because of them: then it says so and does nothing of it.</summary>
    public bool IsInTheWay { get; init; } = true;

    /// <summary>Code of the finding with which a target ends that they are not in the way of; null where it ends well.</summary>
    public string? EndsWith { get; init; }

    /// <summary>
    /// Whether all of them are in one output: of more than a few, the first are named and the others are counted.
    /// </summary>
    public bool IsCounted { get; init; }

    public override string ToString() =>
        $"{Command}, with {string.Join(", ", Things.Select(thing => $"{thing.Path} ({thing.What})"))}";

    /// <summary>The round of a directory that a target writes: all kinds of things that are not ours, and ours changed.</summary>
    /// <param name="command">The target and its arguments.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="changed">Path in it of a file of ours that changes.</param>
    /// <param name="replaced">Path in it of a file of ours in whose place a link to it comes.</param>
    /// <param name="before">What writes these; null for as good as an earlier run.</param>
    public static Round Of(
        string command,
        string directory,
        string changed,
        string replaced,
        Func<TargetProject, Task>? before = null
    )
    {
        before ??= project =>
        {
            project.Own(directory, changed, replaced);
            return Task.CompletedTask;
        };
        return new Round(
            command,
            [
                .. In(directory, Kinds),
                new Thing($"{directory}/{changed}", "changed"),
                new Thing($"{directory}/{replaced}", "link to what was written"),
            ]
        )
        {
            Before = before,
            IsCounted = true,
        };
    }

    /// <summary>Things of some kinds in a directory.</summary>
    public static IEnumerable<Thing> In(string directory, params IEnumerable<string> kinds) =>
        kinds.Select(kind => new Thing($"{directory}/a {kind} of mine", kind));
}
