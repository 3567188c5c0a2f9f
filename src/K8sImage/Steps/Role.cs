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
        var root = YamlReader.ReadFile(path, shownAs, findings);
        if (MappingReader.OfRoot(root, "a role file", findings) is not { } file)
        {
            return null;
        }
        var role = new Role(
            Path.GetFileNameWithoutExtension(path),
            file.Text("title", requiredAs: "what the role is, in one line")?.Text ?? "",
            file.TextList("steps"),
            file.Place
        );
        file.RefuseOthers();
        return role;
    }
}
