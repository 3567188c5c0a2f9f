using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Tools;

namespace K8sImage.BootTests.Packages;

/// <summary>Makes the repository that <c>kubernetes.sh</c> describes, once, in the user's cache.</summary>
[SupportedOSPlatform("linux")]
public static class KubernetesPackages
{
    private static readonly Tool Shell = new("sh", "dash");

    /// <summary>Makes it unless it is there.</summary>
    /// <param name="line">Is told what the script says.</param>
    /// <param name="stop">Ends the work; nothing is left.</param>
    /// <param name="isForUpgrade">With a version to upgrade to, and the images of a control plane.</param>
    /// <returns>Its directory.</returns>
    public static async Task<string> MakeAsync(
        Action<string> line,
        CancellationToken stop,
        bool isForUpgrade = false
    )
    {
        string[] purpose = isForUpgrade ? ["upgrade"] : [];
        var script = Path.Combine(
            Repository.Root,
            "tests",
            "K8sImage.BootTests",
            "Packages",
            "kubernetes.sh"
        );
        var hash = Convert.ToHexStringLower(
            SHA256.HashData(await File.ReadAllBytesAsync(script, stop))
        );
        var cache = UserCache.Directory("tests");
        var directory = Path.Combine(
            cache,
            string.Join('-', ["kubernetes", hash[..16], .. purpose])
        );
        if (Directory.Exists(directory))
        {
            return directory;
        }
        Directory.CreateDirectory(cache);
        using var work = TemporaryDirectory.Create(cache);
        await BoundProcess.RunAsync(Shell, [script, work.File("made"), .. purpose], stop, line);
        Directory.Move(work.File("made"), directory);
        return directory;
    }

    /// <summary>Fingerprint of the key that signs it.</summary>
    public static string KeyOf(string directory) =>
        File.ReadAllText(Path.Combine(directory, "fingerprint")).Trim();
}
