using K8sImage.Bases.Packages;
using K8sImage.Bases.Published;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases;

/// <summary>Reads the files that describe base images.</summary>
/// <param name="findings">Takes what is wrong with them.</param>
public sealed class BaseReader(FindingCollection findings)
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="shownAs">The file's name in findings.</param>
    /// <returns>The base; null if something is wrong with the file.</returns>
    public BaseImage? ReadFile(string path, string shownAs) =>
        Read(
            YamlReader.ReadFile(path, shownAs, findings),
            Path.GetFileNameWithoutExtension(path),
            Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, "keys")
        );

    /// <summary>Reads the base of a name from a directory.</summary>
    /// <param name="directory">Where the base files are.</param>
    /// <param name="name">Name of the base.</param>
    /// <param name="askedAt">Where it is asked for.</param>
    /// <param name="show">Turns a path into the name by which findings call the file.</param>
    /// <returns>The base; null, with findings, if there is none of that name or its file is wrong.</returns>
    public BaseImage? ReadNamed(
        string directory,
        string name,
        Place askedAt,
        Func<string, string> show
    )
    {
        var names = Directory.Exists(directory)
            ? Directory
                .GetFiles(directory, "*.yaml")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        if (!names.Contains(name))
        {
            var nearest = Nearest.To(name, names);
            findings.Add(
                BaseRules.Unknown.At(
                    askedAt,
                    $"there is no base image '{Shown.Short(name)}'",
                    nearest is not null ? $"did you mean '{nearest}'?"
                        : names.Count == 0 ? $"add a file to {show(directory)}"
                        : $"the bases are {string.Join(", ", names)}"
                )
            );
            return null;
        }
        var path = Path.Combine(directory, name + ".yaml");
        return ReadFile(path, show(path));
    }

    /// <summary>Reads a base file's tree.</summary>
    /// <param name="root">The tree; null if it could not be read.</param>
    /// <param name="name">Name of the base.</param>
    /// <param name="keys">Directory of the publishers' public keys; each is named by its fingerprint.</param>
    /// <returns>The base; null if something is wrong with the tree.</returns>
    public BaseImage? Read(YamlNode? root, string name, string keys)
    {
        if (MappingReader.OfRoot(root, "a base file", findings) is not { } file)
        {
            return null;
        }
        var title = file.Text("title", requiredAs: "a line that people read");
        var kind = file.Text("kind", requiredAs: "published or packages");
        BaseImage? image = null;
        switch (kind?.Text)
        {
            case null:
                return null;
            case "packages":
                image = new PackagesBaseReader(findings).Read(file, name, title?.Text);
                break;
            case "published":
                image = new PublishedBaseReader(findings).Read(file, name, title?.Text, keys);
                break;
            default:
                findings.Add(
                    BaseRules.Value.At(
                        kind.Place,
                        $"'{Shown.Short(kind.Text)}' is no kind of base",
                        "write published or packages"
                    )
                );
                return null;
        }
        file.RefuseOthers();
        return image;
    }
}
