using System.Security.Cryptography;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.BootTests.Packages;

/// <summary>
/// An apt repository with a real kubelet, kubeadm and kubectl, compiled from Debian's source package of Kubernetes 1.20.2, and
/// stand-ins of other versions. Made when a test first asks for it, and kept in the user's cache.
/// </summary>
public sealed class KubernetesRepository : IAsyncLifetime
{
    private static readonly Tool Shell = new("sh", "dash");

    /// <summary>Its directory.</summary>
    public string Directory { get; private set; } = "";

    /// <summary>Fingerprint of the key that signs it.</summary>
    public string Key => File.ReadAllText(Path.Combine(Directory, "fingerprint")).Trim();

    public async ValueTask InitializeAsync()
    {
        var script = Path.Combine(
            Repository.Root,
            "tests",
            "K8sImage.BootTests",
            "Packages",
            "kubernetes.sh"
        );
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(script)));
        var cache = UserCache.Directory("tests");
        Directory = Path.Combine(cache, "kubernetes-" + hash[..16]);
        if (System.IO.Directory.Exists(Directory))
        {
            return;
        }
        System.IO.Directory.CreateDirectory(cache);
        using var work = TemporaryDirectory.Create(cache);
        await BoundProcess.RunAsync(
            Shell,
            [script, work.File("made")],
            TestContext.Current.CancellationToken,
            line => TestContext.Current.SendDiagnosticMessage(line)
        );
        System.IO.Directory.Move(work.File("made"), Directory);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
