using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

/// <summary>Paths of the files that extra user-data writes (cloud-init's module write_files).</summary>
internal static class UserDataPaths
{
    // What lies in memory: gone with a restart, and the files are written at the first boot only.
    private static readonly string[] Passing =
    [
        "/tmp",
        "/run",
        "/var/run",
        "/dev",
        "/proc",
        "/sys",
    ];

    /// <summary>Adds a finding for each path that is not whole, or that does not last.</summary>
    public static void Check(YamlMapping userData, FindingCollection findings)
    {
        if (userData["write_files"] is not YamlSequence files)
        {
            return;
        }
        foreach (var file in files.Items.OfType<YamlMapping>())
        {
            if (file["path"] is not YamlScalar { Kind: ScalarKind.String } path)
            {
                continue;
            }
            if (!IsWhole(path.Text))
            {
                findings.Add(
                    ClusterRules.Path.At(
                        path.Place,
                        $"'{Shown.Short(path.Text)}' is no whole path of a file",
                        "write it from the root, without '.', '..' and empty parts, as in /etc/motd"
                    )
                );
            }
            else if (
                Array.Find(
                    Passing,
                    directory => path.Text.StartsWith(directory + "/", StringComparison.Ordinal)
                ) is
                { } passing
            )
            {
                findings.Add(
                    ClusterRules.PassingPath.At(
                        path.Place,
                        $"what is written to {passing} is gone after a restart, and is not written again",
                        "write the file to another place, as in /etc, /opt or /var/lib"
                    )
                );
            }
        }
    }

    private static bool IsWhole(string path) =>
        path.Split('/') is ["", .. { Length: > 0 } parts]
        && !parts.Any(part => part is "" or "." or "..")
        && !path.Any(char.IsControl);
}
