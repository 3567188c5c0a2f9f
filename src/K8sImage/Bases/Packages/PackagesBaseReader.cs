using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Bases.Packages;

/// <summary>Reads the description of a base that is built from Debian's packages.</summary>
/// <param name="findings">Takes what is wrong with it.</param>
internal sealed partial class PackagesBaseReader(FindingCollection findings)
{
    private readonly ValueForms _forms = new(findings);

    /// <summary>Reads the keys of this kind.</summary>
    /// <returns>The base; null, with findings, if something is wrong.</returns>
    public PackagesBase? Read(MappingReader file, string name, string? title)
    {
        var suiteText = file.Text("suite", requiredAs: "Debian's code name, such as trixie");
        var suite = _forms.Checked(
            suiteText,
            Suite(),
            "no code name of Debian",
            "write a code name such as trixie"
        );
        var mirrorText = file.Text("mirror");
        var mirror = _forms.Checked(
            mirrorText,
            Mirror(),
            "no address of a Debian mirror",
            "write an address that begins with http:// or https://, without user name or password"
        );
        var updates = file.Boolean("updates");
        var security = file.Boolean("security");
        var checksValidUntil = file.Boolean("checkValidUntil");
        var packages = file.TextList("packages")
            .Select(item =>
                _forms.Checked(
                    item,
                    Package(),
                    "no package name",
                    "write lower-case letters, digits, '+', '-' and '.' (Debian Policy, section 5.6.1)"
                )
            )
            .ToList();
        if (packages.Count == 0)
        {
            file.Miss(
                "packages",
                "is missing or empty",
                "a list that holds a kernel, a boot loader and cloud-init at least"
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
            )
            {
                SuitePlace = suiteText!.Place,
                HasSwapFile = false,
                HasUpdates = updates ?? true,
                HasSecurity = security ?? true,
                ChecksValidUntil = checksValidUntil ?? true,
            };
    }

    [GeneratedRegex(@"\A[a-z][a-z-]{1,31}\z")]
    internal static partial Regex Suite();

    [GeneratedRegex(@"\Ahttps?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?\z")]
    internal static partial Regex Mirror();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9+.-]+\z")]
    internal static partial Regex Package();
}
