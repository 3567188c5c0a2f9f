using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases;

/// <summary>Reads the files that describe base images.</summary>
/// <param name="findings">Takes what is wrong with them.</param>
public sealed partial class BaseReader(FindingCollection findings)
{
    /// <summary>Reads one file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="shownAs">The file's name in findings.</param>
    /// <returns>The base; null if something is wrong with the file.</returns>
    public BaseImage? ReadFile(string path, string shownAs) =>
        Read(YamlReader.ReadFile(path, shownAs, findings), Path.GetFileNameWithoutExtension(path));

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
    /// <returns>The base; null if something is wrong with the tree.</returns>
    public BaseImage? Read(YamlNode? root, string name)
    {
        if (MappingReader.OfRoot(root, "a base file", findings) is not { } file)
        {
            return null;
        }
        var title = file.Text("title", requiredAs: "a line that people read");
        var kind = file.Text("kind", requiredAs: "packages");
        BaseImage? image = null;
        switch (kind?.Text)
        {
            case null:
                return null;
            case "packages":
                image = ReadPackages(file, name, title?.Text);
                break;
            default:
                findings.Add(
                    BaseRules.Value.At(
                        kind.Place,
                        $"'{Shown.Short(kind.Text)}' is no kind of base",
                        "write packages"
                    )
                );
                return null;
        }
        file.RefuseOthers();
        return image;
    }

    private PackagesBase? ReadPackages(MappingReader file, string name, string? title)
    {
        var suite = Checked(
            file.Text("suite", requiredAs: "Debian's code name, such as trixie"),
            Suite(),
            "no code name of Debian",
            "write a code name such as trixie"
        );
        var mirrorText = file.Text("mirror");
        var mirror = Checked(
            mirrorText,
            Mirror(),
            "no address of a Debian mirror",
            "write an address that begins with http:// or https://, without user name or password"
        );
        var packages = file.TextList("packages")
            .Select(item =>
                Checked(
                    item,
                    Package(),
                    "no package name",
                    "write lower-case letters, digits, '+', '-' and '.' (Debian Policy, section 5.6.1)"
                )
            )
            .ToList();
        if (packages.Count == 0)
        {
            findings.Add(
                YamlRules.MissingKey.At(
                    file.Place,
                    "'packages' is missing or empty",
                    "add packages: a list that holds a kernel, a boot loader and cloud-init at least"
                )
            );
            return null;
        }
        var isWrong = mirrorText?.Text != mirror || packages.Contains(null);
        return title is null || suite is null || isWrong
            ? null
            : new PackagesBase(
                name,
                title,
                file.Place,
                suite,
                mirror,
                [.. packages.Order(StringComparer.Ordinal)!]
            );
    }

    private string? Checked(YamlScalar? scalar, Regex form, string wrong, string hint)
    {
        if (scalar is null || form.IsMatch(scalar.Text))
        {
            return scalar?.Text;
        }
        findings.Add(
            BaseRules.Value.At(scalar.Place, $"'{Shown.Short(scalar.Text)}' is {wrong}", hint)
        );
        return null;
    }

    [GeneratedRegex(@"\A[a-z][a-z-]{1,31}\z")]
    private static partial Regex Suite();

    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?\z")]
    private static partial Regex Mirror();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z")]
    private static partial Regex Package();
}
