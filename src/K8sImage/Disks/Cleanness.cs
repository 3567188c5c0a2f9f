using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Machines;

namespace K8sImage.Disks;

/// <summary>Looks from outside whether a golden disk was cleaned: what the guest says of itself is not believed.</summary>
[SupportedOSPlatform("linux")]
internal static class Cleanness
{
    // Directories that hold nothing but what is named, as a package has it.
    private static readonly (string Directory, string[] Allowed, string What)[] Empty =
    [
        ("/var/lib/cloud", [], "cloud-init's state"),
        ("/etc/netplan", [], "the network configuration of the bake"),
        ("/var/lib/apt/lists", [], "apt's package lists"),
        ("/var/cache/apt/archives", ["lock", "partial"], "downloaded packages"),
        ("/var/log/journal", [], "the bake's journal"),
        ("/var/lib/systemd/network", [], "leases"),
        ("/tmp", [], "temporary files"),
        ("/var/tmp", [], "temporary files"),
    ];

    private static readonly (string Directory, string Prefix, string What)[] Absent =
    [
        ("/etc/ssh", "ssh_host_", "SSH host keys"),
        ("/var/lib/systemd", "random-seed", "the random seed"),
        ("/var/lib/dbus", "machine-id", "the machine-id"),
        ("/usr/local/sbin", "k8simage-verify", "the self-check of the bake"),
        ("/usr/lib/systemd/system-shutdown", "k8simage-clean", "the cleaner"),
        ("/root", ".ssh", "SSH keys of root"),
    ];

    /// <summary>What is left of the bake, in words.</summary>
    public static async Task<IReadOnlyList<string>> LeftAsync(
        RootFileSystem root,
        CancellationToken cancellation
    )
    {
        List<string> left = [];
        var etc = await root.ListAsync("/etc", cancellation);
        if (etc.All(file => file is not { Name: "machine-id", Size: 0 }))
        {
            left.Add("/etc/machine-id, which must be there and empty");
        }
        foreach (var (directory, allowed, what) in Empty)
        {
            var found = await root.ListAsync(directory, cancellation);
            left.AddRange(
                found
                    .Where(file => !allowed.Contains(file.Name))
                    .Select(file => $"{directory}/{Shown.Short(file.Name)}, {what}")
            );
        }
        foreach (var (directory, prefix, what) in Absent)
        {
            var found = await root.ListAsync(directory, cancellation);
            left.AddRange(
                found
                    .Where(file => file.Name.StartsWith(prefix, StringComparison.Ordinal))
                    .Select(file => $"{directory}/{Shown.Short(file.Name)}, {what}")
            );
        }
        var logs = await root.ListAsync("/var/log", cancellation);
        left.AddRange(
            logs.Where(file => !file.IsDirectory)
                .Select(file => $"/var/log/{Shown.Short(file.Name)}, a log")
        );
        return left;
    }
}
