using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Steps;

/// <summary>A role: which steps a node of this kind gets.</summary>
/// <param name="Name">The role's name, which is its file's.</param>
/// <param name="Title">What the role is, in one line.</param>
/// <param name="Steps">Names of its steps.</param>
/// <param name="Place">Where the role's file begins.</param>
public sealed record Role(string Name, string Title, IReadOnlyList<YamlScalar> Steps, Place Place)
{
    /// <summary>Reads a role file; null, with a finding, if it is not one.</summary>
    internal static Role? ReadFile(string path, string shownAs, FindingCollection findings)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (!HostName.IsLabel(name))
        {
            findings.Add(
                StepRules.FileName.At(
                    new Place(shownAs),
                    $"'{Shown.Short(name)}' is no name for a role",
                    "use lower-case letters, digits and hyphens"
                )
            );
            return null;
        }
        var root = YamlReader.ReadFile(path, shownAs, findings);
        if (MappingReader.OfRoot(root, "a role file", findings) is not { } file)
        {
            return null;
        }
        if (file.Take("steps") is null)
        {
            file.Miss("steps", "is missing", "a list of the names of steps, [] for none");
        }
        var role = new Role(
            name,
            file.Text("title", requiredAs: "what the role is, in one line")?.Text ?? "",
            file.TextList("steps"),
            file.Place
        );
        WarnOfDoubled(role.Steps, findings);
        file.RefuseOthers();
        return role;
    }

    private static void WarnOfDoubled(IEnumerable<YamlScalar> steps, FindingCollection findings)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!lines.TryAdd(step.Text, step.Place.Line))
            {
                findings.Add(
                    StepRules.DoubledStep.At(
                        step.Place,
                        $"the step '{Shown.Short(step.Text)}' stands in line {lines[step.Text]} already",
                        "keep one of the two"
                    )
                );
            }
        }
    }
}
