using K8sImage.Findings;
using K8sImage.Packing;
using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities.Collections;

internal sealed partial class Build
{
    private AbsolutePath TestResults => RootDirectory / "artifacts" / "tests";

    private Target Prerequisites =>
        _ =>
            _.Description(
                    "Install what the tests need (Debian and Ubuntu, as root), or say what to install"
                )
                .Executes(() =>
                    FindingPrinter.RunAsync(_ =>
                        PackageInstaller.InstallAsync(
                            [.. TestPackages, .. HasKubernetes() ? [] : CompilePackages],
                            Cancelled
                        )
                    )
                );

    private Target Test =>
        _ =>
            _.Description("Run all tests that CI runs")
                .DependsOn(Prerequisites)
                .Executes(() =>
                    FindingPrinter.RunAsync(_ =>
                        RunTestsAsync(
                            ["Nuke.Common.Tests", "K8sImage.Tests", "K8sImage.BootTests"],
                            ["-trait-", "Run=TestBoots"]
                        )
                    )
                );

    private Target TestBoots =>
        _ =>
            _.Description("Run all tests that boot guests, also those that CI leaves out")
                .DependsOn(Prerequisites)
                .Executes(() =>
                    FindingPrinter.RunAsync(async _ =>
                    {
                        await PackageInstaller.InstallAsync(
                            [.. LongBootPackages, .. CompilePackages],
                            Cancelled
                        );
                        await RunTestsAsync(["K8sImage.BootTests"], []);
                    })
                );

    // Which Kubernetes the boots are about is said before they begin.
    private bool HasKubernetes()
    {
        var source = ProgramDirectory.Find(Kubernetes, RootDirectory);
        Console.WriteLine(
            source is null
                ? "Kubernetes for the tests: 1.20.2, compiled from Debian's source package, as "
                    + $"{ProgramDirectory.Variable} names no directory of programs"
                : $"Kubernetes for the tests: {string.Join(", ", source.Releases)} of {source.Path}"
        );
        return source is not null;
    }

    private async Task RunTestsAsync(string[] projects, string[] runner)
    {
        TestResults.CreateOrCleanDirectory();
        var totals = await new TestRun(RootDirectory, TestResults).RunAsync(
            projects,
            runner,
            Cancelled
        );
        ReportSummary(_ => _.AddPair("Tests", totals.ToString()));
        // .ci/run ends with this line: it must come from the results, not from a text.
        (TestResults / "totals.txt").WriteAllText(totals + "\n");
        if (totals.Failed > 0 || totals.Passed == 0)
        {
            throw new FindingException(
                TestRules.Failed.At(
                    new Place("Test"),
                    totals.ToString(),
                    $"the results are in {Shown(TestResults)}"
                )
            );
        }
    }

    /// <summary>What makes bases and guests.</summary>
    private static readonly string[] BootPackages =
    [
        "debian-archive-keyring",
        "dosfstools",
        "e2fsprogs",
        "gdisk",
        "mmdebstrap",
        "mtools",
        "qemu-system-x86",
        "qemu-utils",
        "uidmap",
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
    private static readonly string[] TestPackages =
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
        "ovmf",
        "poppler-utils",
        "procps",
        "python3-jsonschema",
        "python3-junitparser",
        "python3-yaml",
        "shellcheck",
        "tzdata",
        "util-linux",
        "virtinst",
        "xorriso",
        .. KubernetesPackages,
        .. CompilePackages,
        .. NetworkPackages,
        .. BootPackages,
    ];
}
