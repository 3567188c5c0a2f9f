using K8sImage.Commands;
using K8sImage.Options;
using Nuke.Common;

internal sealed partial class Build
{
    /// <summary>What packs Kubernetes.</summary>
    private static readonly string[] KubernetesPackages =
    [
        "apt-utils",
        "gcc",
        "gnupg",
        "libc6-dev",
        "xz-utils",
    ];

    [Parameter(
        "Directory with Kubernetes' programs, instead of K8SIMAGE_KUBERNETES or ../shared/kubernetes"
    )]
    [Option(
        nameof(PackKubernetes),
        nameof(Prerequisites),
        nameof(Test),
        nameof(TestBoots),
        Takes = Takes.Directory
    )]
    private readonly string? Kubernetes;

    [Parameter("Releases that PackKubernetes packs; all that there are if none is given")]
    [Option(nameof(PackKubernetes))]
    private readonly string[] Release = [];

    [Example("--release 1.33.13")]
    private Target PackKubernetes =>
        _ =>
            _.Description("Pack Kubernetes: a package repository and an archive of images")
                .Executes(() =>
                    FindingPrinter.RunAsync(async _ =>
                        PackTable.Print(
                            OperatingSystem.IsLinux()
                                ? await K8sImage.Commands.PackKubernetes.RunAsync(
                                    PackOptions,
                                    Console.WriteLine,
                                    Cancelled
                                )
                                : throw NotHere("PackKubernetes"),
                            Shown
                        )
                    )
                );

    private PackKubernetesOptions PackOptions =>
        new(RootDirectory, RootDirectory / "artifacts" / "kubernetes", Kubernetes, Release);
}
