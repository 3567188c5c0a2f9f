using System.Runtime.Versioning;
using K8sImage.Machines;
using K8sImage.Tools;

namespace K8sImage.Disks;

/// <summary>A package of a disk.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Architecture">Its architecture, as in <c>amd64</c> or <c>all</c>.</param>
public sealed record InstalledPackage(string Name, string Version, string Architecture)
{
    /// <summary>Names of its licences; empty where its copyright file is written for people only.</summary>
    public IReadOnlyList<string> Licences { get; init; } = [];
}

/// <summary>The packages of a disk, read from dpkg's own list (dpkg(1), /var/lib/dpkg/status).</summary>
[SupportedOSPlatform("linux")]
internal static class InstalledPackages
{
    /// <summary>Those that are installed, by name.</summary>
    public static async Task<IReadOnlyList<InstalledPackage>> OfAsync(
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        var licences = await Licences.OfAsync(root, cancellation);
        return
        [
            .. Parse(await root.ReadAsync("/var/lib/dpkg/status", cancellation))
                .Select(package =>
                    package with
                    {
                        Licences = licences.GetValueOrDefault(package.Name, []),
                    }
                ),
        ];
    }

    /// <summary>Reads the list.</summary>
    internal static IReadOnlyList<InstalledPackage> Parse(string status) =>
        [
            .. ControlFile
                .Stanzas(status)
                .Where(fields =>
                    fields
                        .GetValueOrDefault("Status", "")
                        .EndsWith(" ok installed", StringComparison.Ordinal)
                )
                .Select(fields => new InstalledPackage(
                    fields["Package"],
                    fields["Version"],
                    fields["Architecture"]
                ))
                .OrderBy(package => package.Name, StringComparer.Ordinal),
        ];
}
