using K8sImage.Bases.Packages;

/// <summary>
/// QEMU 10 on Debian 12: its own QEMU 7.2 corrupts guests when it emulates the processor, the one of backports does not.
/// </summary>
internal static class Backports
{
    private const string Suite = "bookworm-backports";
    private const string Source = "/etc/apt/sources.list.d/k8simage-backports.sources";

    /// <summary>The packages that are taken from backports.</summary>
    public static readonly string[] Packages = ["qemu-system-x86", "qemu-utils"];

    /// <summary>The option of apt-get that prefers backports.</summary>
    public static readonly string[] Arguments = ["-t", Suite];

    /// <summary>Whether this is Debian 12.</summary>
    public static bool IsWanted { get; } =
        File.Exists("/etc/os-release")
        && File.ReadLines("/etc/os-release").Contains("VERSION_CODENAME=bookworm");

    /// <summary>Makes backports known to apt, on the mirror that it uses already, in a file of its own.</summary>
    public static void AddSource()
    {
        if (File.Exists(Source) || DebianSources.Read("/etc/apt") is not { } sources)
        {
            return;
        }
        Console.WriteLine($"Adding {Source}");
        var temporary = Source + ".new";
        File.WriteAllText(
            temporary,
            $"""
            # Written by K8sImage: QEMU 10.
            Types: deb
            URIs: {sources.Main}
            Suites: {Suite}
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            """
        );
        File.Move(temporary, Source, overwrite: true);
    }
}
