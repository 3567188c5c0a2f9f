using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Commands;
using K8sImage.Files;
using K8sImage.Packing;
using K8sImage.Tools;

namespace K8sImage.BootTests.Packages;

/// <summary>Makes the repositories that <c>kubernetes.sh</c> describes, each once, in the user's cache.</summary>
[SupportedOSPlatform("linux")]
public static class KubernetesPackages
{
    private const string Release = "1.33.13";
    private const string NewerMinor = "1.34.4";

    private static readonly Tool Shell = new("sh", "dash");

    /// <summary>
    /// A repository of the real 1.33.13 and 1.34.4 with stand-ins of two patch versions; of 1.20.2, compiled from Debian's source
    /// package, where the programs are not to be had.
    /// </summary>
    /// <param name="line">Is told which, and what the script says.</param>
    /// <param name="stop">Ends the work; nothing is left.</param>
    public static async Task<PackagesUnderTest> MakeAsync(
        Action<string> line,
        CancellationToken stop
    )
    {
        if (ProgramDirectory.Find(told: null, Repository.Root) is not { } source)
        {
            line(
                $"Kubernetes 1.20.2 of Debian's source package: {ProgramDirectory.Variable} names no directory of programs"
            );
            return new(await RunAsync([], "", line, stop), "1.20.2", "1.20.9");
        }
        line($"Kubernetes {Release} of {source.Path}");
        var packed = await PackKubernetes.RunAsync(
            new PackKubernetesOptions(
                Repository.Root,
                Path.Combine(Repository.Root, "artifacts", "kubernetes"),
                Programs: null,
                [Release, NewerMinor]
            ),
            line,
            stop
        );
        string[] arguments =
        [
            "beside",
            .. packed.Select(one => one.Repository),
            "1.33.12-1.1",
            "1.33.14-1.1",
        ];
        return new(await RunAsync(arguments, source.Key, line, stop), Release, "1.33.99");
    }

    /// <summary>A repository of 1.20.2 and of a version to upgrade to, and the images of a control plane.</summary>
    public static Task<string> MakeForUpgradeAsync(Action<string> line, CancellationToken stop) =>
        RunAsync(["upgrade"], "", line, stop);

    /// <summary>Fingerprint of the key that signs it.</summary>
    public static string KeyOf(string directory) =>
        File.ReadAllText(Path.Combine(directory, "fingerprint")).Trim();

    private static async Task<string> RunAsync(
        string[] arguments,
        string inputs,
        Action<string> line,
        CancellationToken stop
    )
    {
        var script = Path.Combine(
            Repository.Root,
            "tests",
            "K8sImage.BootTests",
            "Packages",
            "kubernetes.sh"
        );
        var packing = Path.Combine(Repository.Root, "src", "K8sImage", "Packing");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var file in (string[])
                [script, Path.Combine(packing, "packages.sh"), Path.Combine(packing, "pack.sh")]
        )
        {
            hash.AppendData(await File.ReadAllBytesAsync(file, stop));
        }
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(inputs));
        var key = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        var cache = UserCache.Directory("tests");
        var directory = Path.Combine(
            cache,
            string.Join('-', ["kubernetes", key, .. arguments.Take(1)])
        );
        if (Directory.Exists(directory))
        {
            return directory;
        }
        Directory.CreateDirectory(cache);
        using var work = TemporaryDirectory.Create(cache);
        await BoundProcess.RunAsync(Shell, [script, work.File("made"), .. arguments], stop, line);
        Directory.Move(work.File("made"), directory);
        return directory;
    }
}
