using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>All steps and roles that there are: the project's own, and those of the user's directories.</summary>
public sealed class StepLibrary
{
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Role> _roles = new(StringComparer.Ordinal);

    /// <summary>The steps by name.</summary>
    public IReadOnlyDictionary<string, Step> Steps => _steps;

    /// <summary>The roles by name.</summary>
    public IReadOnlyDictionary<string, Role> Roles => _roles;

    /// <summary>Reads the directories <c>steps</c> and <c>roles</c> below each of the given ones.</summary>
    /// <param name="directories">The project's own first; what stands in a later one replaces it, with a warning.</param>
    /// <param name="show">Turns a path into the name by which findings call the file.</param>
    /// <param name="findings">Takes what is wrong with the files.</param>
    public static StepLibrary Read(
        IReadOnlyList<string> directories,
        Func<string, string> show,
        FindingCollection findings
    )
    {
        var library = new StepLibrary();
        var reader = new StepReader(findings);
        foreach (var directory in directories)
        {
            if (!Directory.Exists(directory))
            {
                findings.Add(
                    StepRules.UnknownStep.At(
                        new Place(show(directory)),
                        "there is no such directory",
                        "name a directory that holds steps/ or roles/"
                    )
                );
            }
            RefuseOtherEnding(directory, show, findings);
            foreach (var path in FilesOf(directory, "steps"))
            {
                if (reader.ReadFile(path, show(path)) is { } step)
                {
                    WarnIfReplaced(
                        library._steps.ContainsKey(step.Name),
                        step.Name,
                        step.Place,
                        findings
                    );
                    library._steps[step.Name] = step;
                }
                else
                {
                    // So that nobody who names it is told that there is none.
                    var name = Path.GetFileNameWithoutExtension(path);
                    library._steps.TryAdd(name, Step.Unread(name, new Place(show(path))));
                }
            }
            foreach (var path in FilesOf(directory, "roles"))
            {
                if (Role.ReadFile(path, show(path), findings) is { } role)
                {
                    WarnIfReplaced(
                        library._roles.ContainsKey(role.Name),
                        role.Name,
                        role.Place,
                        findings
                    );
                    library._roles[role.Name] = role;
                }
                else
                {
                    var name = Path.GetFileNameWithoutExtension(path);
                    library._roles.TryAdd(name, new Role(name, "", [], new Place(show(path))));
                }
            }
        }
        library.CheckNames(findings);
        return library;
    }

    /// <summary>The step and role files below a directory, sorted by name.</summary>
    public static IReadOnlyList<string> Files(string directory) =>
        [.. FilesOf(directory, "steps"), .. FilesOf(directory, "roles")];

    private static string[] FilesOf(string directory, string kind)
    {
        var path = Path.Combine(directory, kind);
        if (!Directory.Exists(path))
        {
            return [];
        }
        var files = Directory.GetFiles(path, "*.yaml");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private void CheckNames(FindingCollection findings)
    {
        foreach (
            var name in _steps
                .Values.SelectMany(step => step.After.Concat(step.Needs))
                .Where(name => !_steps.ContainsKey(name.Text))
        )
        {
            findings.Add(RolePlan.UnknownStep(name, this));
        }
    }

    // Whoever named a file so would be told that there is no such step, and look at it in vain.
    private static void RefuseOtherEnding(
        string directory,
        Func<string, string> show,
        FindingCollection findings
    )
    {
        string[] rooms = [Path.Combine(directory, "roles"), Path.Combine(directory, "steps")];
        foreach (
            var path in rooms
                .Where(Directory.Exists)
                .SelectMany(room => Directory.GetFiles(room, "*.yml"))
        )
        {
            findings.Add(
                StepRules.FileName.At(
                    new Place(show(path)),
                    "the file is not read, as its name does not end in .yaml",
                    $"rename it to {Path.GetFileNameWithoutExtension(path)}.yaml"
                )
            );
        }
    }

    private static void WarnIfReplaced(
        bool isReplaced,
        string name,
        Place place,
        FindingCollection findings
    )
    {
        if (isReplaced)
        {
            findings.Add(
                StepRules.Replaced.At(
                    place,
                    $"this file replaces the one of the same name that comes with the project",
                    $"rename it if {name} is meant to be something new"
                )
            );
        }
    }
}
