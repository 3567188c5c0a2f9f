using System.Text;
using K8sImage.Files;
using K8sImage.Tools;
using Xunit;

namespace K8sImage.BootTests.Packages;

/// <summary>
/// An apt repository with a real kubelet, kubeadm and kubectl, and stand-ins of other versions; see
/// <see cref="KubernetesPackages"/>.
/// </summary>
public sealed class KubernetesRepository : IAsyncLifetime
{
    private static readonly Tool Gpg = new("gpg", "gnupg");
    private static readonly Tool GpgConf = new("gpgconf", "gnupg");

    /// <summary>What is in it.</summary>
    public PackagesUnderTest Packages { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Packages = await KubernetesPackages.MakeAsync(
            line => TestContext.Current.SendDiagnosticMessage(line),
            TestContext.Current.CancellationToken
        );

    /// <summary>Copies the repository, with a key in its key's place that was good in January 2020.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="target">An empty directory.</param>
    /// <returns>The key's fingerprint.</returns>
    public static async Task<string> WithExpiredKeyAsync(string repository, string target)
    {
        foreach (var name in (string[])["Packages", "Release", "InRelease", "Release.gpg"])
        {
            File.Copy(Path.Combine(repository, name), Path.Combine(target, name));
        }
        using var home = TemporaryDirectory.Create();
        async Task<string> GpgAsync(params string[] arguments)
        {
            var said = new StringBuilder();
            await BoundProcess.RunAsync(
                Gpg,
                ["--homedir", home.Path, "--batch", "--quiet", "--passphrase", "", .. arguments],
                TestContext.Current.CancellationToken,
                line => said.AppendLine(line)
            );
            return said.ToString();
        }
        await GpgAsync(
            "--faked-system-time",
            "20200101T120000",
            "--quick-generate-key",
            "expired",
            "ed25519",
            "sign",
            "2020-02-01"
        );
        await GpgAsync("--armor", "--output", Path.Combine(target, "Release.key"), "--export");
        var keys = await GpgAsync("--with-colons", "--fingerprint");
        // gpg leaves an agent behind.
        await BoundProcess.RunAsync(
            GpgConf,
            ["--homedir", home.Path, "--kill", "all"],
            TestContext.Current.CancellationToken
        );
        return keys.Split('\n')
            .First(line => line.StartsWith("fpr:", StringComparison.Ordinal))
            .Split(':')[9];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
