using Nuke.Common;

internal sealed partial class Build
{
    [Parameter("What Prerequisites installs the packages for; the tests if nothing is given")]
    [Option(nameof(Prerequisites))]
    private readonly PackageUse[] For = [PackageUse.Tests];

    [Example("--for boots")]
    private Target Prerequisites =>
        _ =>
            _.Description(
                    "Install what boots or tests need (Debian and Ubuntu, as root), or say what to install"
                )
                .Executes(() =>
                    FindingPrinter.RunAsync(_ =>
                        PackageInstaller.InstallAsync(
                            [.. For.SelectMany(PackagesFor).Distinct()],
                            Cancelled
                        )
                    )
                );

    private IReadOnlyList<string> PackagesFor(PackageUse use) =>
        use switch
        {
            PackageUse.Boots => BootPackages,
            PackageUse.Servers => NetworkPackages,
            PackageUse.TestBoots => [.. TestPackages, .. LongBootPackages, .. CompilePackages],
            PackageUse.Benchmarks =>
            [
                "cloud-image-utils",
                "genisoimage",
                "openssh-client",
                "packer",
                .. KubernetesPackages,
                .. CompilePackages,
                .. NetworkPackages,
                .. BootPackages,
            ],
            _ => [.. TestPackages, .. HasKubernetes() ? [] : CompilePackages],
        };

    /// <summary>What runs guests and looks into their disks.</summary>
    private static readonly string[] GuestPackages =
    [
        "e2fsprogs",
        "fdisk",
        "qemu-system-x86",
        "qemu-utils",
        "util-linux",
    ];

    /// <summary>What builds a base from a distribution's packages.</summary>
    private static readonly string[] BasePackages =
    [
        "debian-archive-keyring",
        "dosfstools",
        "e2fsprogs",
        "gdisk",
        "mmdebstrap",
        "mtools",
        "uidmap",
    ];

    /// <summary>What puts guests on one network, and slows their clocks.</summary>
    private static readonly string[] ClusterPackages = ["faketime", "vde2"];

    /// <summary>What makes bases and guests, those with UEFI too.</summary>
    private static string[] BootPackages =>
        [.. BasePackages, .. GuestPackages, .. ClusterPackages, "ovmf"];

    /// <summary>What gives guests a network with servers in it.</summary>
    private static readonly string[] NetworkPackages =
    [
        "apt-cacher-ng",
        "dnsmasq-base",
        "iproute2",
        "socat",
    ];

    /// <summary>What Kubernetes 1.20 is compiled with: for day two, and where no newer one is at hand.</summary>
    private static readonly string[] CompilePackages =
    [
        "dpkg-dev",
        "golang-github-modern-go-reflect2-dev",
        "golang-go",
    ];

    /// <summary>
    /// What only the boots need that CI leaves out: a libvirt that starts machines, without the services that its other packages
    /// would start here, and what makes images of a control plane.
    /// </summary>
    private static readonly string[] LongBootPackages =
    [
        "gcc",
        "iptables",
        "libc6-dev",
        "libvirt-daemon",
        "libvirt-daemon-driver-qemu",
        "zstd",
    ];

    /// <summary>Programs that judge our work in the tests, none of them written here.</summary>
    private static string[] TestPackages =>
        [
            "chromium",
            "cloud-init",
            "genisoimage",
            "libarchive-tools",
            "libvirt-clients",
            "libxml2-utils",
            "minisign",
            "netplan.io",
            "openssh-client",
            "poppler-utils",
            "procps",
            "python3-jsonschema",
            "python3-junitparser",
            "python3-yaml",
            "shellcheck",
            "tzdata",
            "virtinst",
            "xorriso",
            .. KubernetesPackages,
            .. NetworkPackages,
            .. BootPackages,
        ];
}
