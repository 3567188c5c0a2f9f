using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>All steps and roles that there are: the project's own, and those of the user's directories.</summary>
public sealed class StepLibrary
{
    private readonly Dictionary<string, Step> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Role> _roles = new(StringComparer.Ordinal);

    private readonly List<(StepDirectory, IReadOnlyList<Step>, IReadOnlyList<Role>)> _own = [];
    private readonly List<string> _ownFiles = [];
    private readonly SortedDictionary<string, Step> _clusterChecks = new(StringComparer.Ordinal);

    /// <summary>The steps by name.</summary>
    public IReadOnlyDictionary<string, Step> Steps => _steps;

    /// <summary>The roles by name.</summary>
    public IReadOnlyDictionary<string, Role> Roles => _roles;

    /// <summary>What the first control plane proves of the whole cluster, in the order of the files' names.</summary>
    public IReadOnlyList<Step> ClusterChecks => [.. _clusterChecks.Values];

    /// <summary>
    /// The files that do not come with the project, as <c>steps/NAME.yaml</c> and <c>roles/NAME.yaml</c>, in the order in which they
    /// were read.
    /// </summary>
    public IReadOnlyList<string> OwnFiles => _ownFiles;

    /// <summary>The directories that do not come with the project.</summary>
    internal IReadOnlyList<(
        StepDirectory Directory,
        IReadOnlyList<Step> Steps,
        IReadOnlyList<Role> Roles
    )> Own => _own;

    /// <inheritdoc cref="Read(IReadOnlyList{StepDirectory}, Func{string, string}, FindingCollection)"/>
    public static StepLibrary Read(
        IReadOnlyList<string> directories,
        Func<string, string> show,
        FindingCollection findings
    ) =>
        Read(
            [.. directories.Select(path => new StepDirectory(path, new Place(show(path))))],
            show,
            findings
        );

    /// <summary>Reads the directories <c>steps</c>, <c>cluster-checks</c> and <c>roles</c> below each of the given ones.</summary>
    /// <param name="directories">The project's own first; what stands in a later one replaces it, with a warning.</param>
    /// <param name="show">Turns a path into the name by which findings call the file.</param>
    /// <param name="findings">Takes what is wrong with the files.</param>
    public static StepLibrary Read(
        IReadOnlyList<StepDirectory> directories,
        Func<string, string> show,
        FindingCollection findings
    )
    {
        var library = new StepLibrary();
        HashSet<string> read = new(StringComparer.Ordinal);
        foreach (var (i, directory) in directories.Index())
        {
            if (!read.Add(directory.FullPath))
            {
                findings.Add(
                    StepRules.DirectoryTwice.At(
                        directory.Place,
                        "this directory of steps is named already",
                        "leave one of the two out"
                    )
                );
                continue;
            }
            directory.Check(show, findings);
            Step[] steps =
            [
                .. StepDirectory
                    .FilesOf(directory.Path, "steps")
                    .Select(path => library.ReadStep(path, show(path), findings)),
            ];
            foreach (var path in StepDirectory.FilesOf(directory.Path, StepDirectory.ClusterChecks))
            {
                if (new StepReader(findings).ReadClusterCheck(path, show(path)) is { } check)
                {
                    library._clusterChecks[check.Name] = check;
                }
            }
            Role[] roles =
            [
                .. StepDirectory
                    .FilesOf(directory.Path, "roles")
                    .Select(path => library.ReadRole(path, show(path), findings)),
            ];
            if (i > 0)
            {
                library._own.Add((directory, steps, roles));
                library._ownFiles.AddRange(
                    StepDirectory
                        .FilesOf(directory.Path)
                        .Select(path =>
                            Path.GetRelativePath(directory.Path, path).Replace('\\', '/')
                        )
                        .Except(library._ownFiles)
                );
            }
        }
        library.CheckNames(findings);
        return library;
    }

    private Step ReadStep(string path, string shownAs, FindingCollection findings)
    {
        if (new StepReader(findings).ReadFile(path, shownAs) is not { } step)
        {
            // So that nobody who names it is told that there is none.
            var unread = Step.Unread(Path.GetFileNameWithoutExtension(path), new Place(shownAs));
            _steps.TryAdd(unread.Name, unread);
            return unread;
        }
        WarnIfReplaced(_steps.ContainsKey(step.Name), step.Name, step.Place, findings);
        return _steps[step.Name] = step;
    }

    private Role ReadRole(string path, string shownAs, FindingCollection findings)
    {
        if (Role.ReadFile(path, shownAs, findings) is not { } role)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var unread = new Role(name, "", [], new Place(shownAs));
            _roles.TryAdd(name, unread);
            return unread;
        }
        WarnIfReplaced(_roles.ContainsKey(role.Name), role.Name, role.Place, findings);
        return _roles[role.Name] = role;
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
