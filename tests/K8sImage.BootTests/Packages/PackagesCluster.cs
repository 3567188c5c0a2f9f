using System.Runtime.Versioning;
using K8sImage.Bases.Packages;
using K8sImage.Clusters;
using K8sImage.Machines.Services;
using K8sImage.Tools;

namespace K8sImage.BootTests.Packages;

/// <summary>A cluster that installs Kubernetes from the tests' repository, and all else through a proxy.</summary>
[SupportedOSPlatform("linux")]
public static class PackagesCluster
{
    private const string Mirror = "http://debian.k8simage.test/debian/";
    private const string SecurityMirror = "http://debian.k8simage.test/debian-security/";

    /// <summary>The cluster file.</summary>
    /// <param name="key">Fingerprint of the key that it trusts.</param>
    /// <param name="version">The release that its nodes want.</param>
    public static string Text(string key, string version) =>
        $$"""
            name: lab-packages
            base: debian-13-local
            kubernetes:
              version: {{version}}
              repository: http://kubernetes.k8simage.test/v{{version[
                ..version.LastIndexOf('.')
            ]}}/deb/
              repositoryKey: "{{key}}"
            packages:
              mirror: "{{Mirror}}"
              securityMirror: "{{SecurityMirror}}"
              proxy: "http://proxy.k8simage.test:3142"
            network: { gateway: 192.168.218.2 }
            nodes:
              - { name: k8s-master, role: control-plane, address: 192.168.218.10 }
              - { name: k8s-node1, role: worker, address: 192.168.218.11 }
            """;

    /// <summary>What its guests reach: the repository, if there is one, and this machine's own mirror.</summary>
    public static Task<GuestServices> ServicesAsync(
        Cluster cluster,
        string? repository,
        CancellationToken stop
    )
    {
        var own = DebianSources.Read("/etc/apt")!;
        var mirrors = new Dictionary<string, string> { [Mirror] = own.Main };
        if (own.Security is not null)
        {
            mirrors[SecurityMirror] = own.Security;
        }
        return GuestServices.StartAsync(
            cluster,
            repository,
            mirrors,
            [],
            UserCache.Directory("packages"),
            stop
        );
    }
}
