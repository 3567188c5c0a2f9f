using System.Collections.Concurrent;
using System.Runtime.Versioning;
using K8sImage.Bases;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Packing;

/// <summary>Kubernetes' programs as they were unpacked and checked before: 1.6 GB, unpacked once.</summary>
/// <param name="directory">Where it is; made when needed.</param>
[SupportedOSPlatform("linux")]
public sealed class ProgramCache(string directory)
{
    private static readonly Tool Tar = new("tar", "tar");
    private static readonly Tool Xz = new("xz", "xz-utils");

    /// <summary>The user's cache: <c>k8simage/kubernetes</c> below <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public static ProgramCache OfUser() => new(UserCache.Directory("kubernetes"));

    /// <summary>Where the programs of a directory stand, each with its digest; unpacked if they are not yet.</summary>
    /// <param name="source">The directory.</param>
    /// <param name="say">Is told what is done.</param>
    /// <param name="stop">Ends the work; nothing is left behind.</param>
    /// <exception cref="FindingException">A program is missing or is another one, or can't be unpacked.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string> GetAsync(
        ProgramDirectory source,
        Action<string> say,
        CancellationToken stop
    )
    {
        var programs = Path.Combine(directory, source.Key[..16]);
        if (Directory.Exists(programs))
        {
            return programs;
        }
        var archives = Directory.GetFiles(source.Path, "*.tar.xz");
        if (archives.Length == 0)
        {
            await CheckAsync(source, source.Path, stop);
            return source.Path;
        }
        if (Tool.Missing([Tar, Xz]) is { } missing)
        {
            throw new FindingException(missing);
        }
        Directory.CreateDirectory(directory);
        using var work = TemporaryDirectory.Create(directory);
        var made = work.File("programs");
        Directory.CreateDirectory(made);
        foreach (var archive in archives.Order(StringComparer.Ordinal))
        {
            say($"Unpacking {Path.GetFileName(archive)}");
            await BoundProcess.RunAsync(
                Tar,
                ["-xJf", archive, "-C", made, "--no-same-owner"],
                stop
            );
        }
        say("Checking the programs' digests");
        await CheckAsync(source, made, stop);
        CheckNoOthers(source, made);
        try
        {
            Directory.Move(made, programs);
        }
        catch (IOException) when (Directory.Exists(programs))
        {
            // Another process has unpacked the same meanwhile.
        }
        return programs;
    }

    private static async Task CheckAsync(
        ProgramDirectory source,
        string programs,
        CancellationToken stop
    )
    {
        ConcurrentBag<Finding> findings = [];
        await Parallel.ForEachAsync(
            source.Sums,
            stop,
            async (sum, cancelled) =>
            {
                var path = Path.Combine(programs, sum.Key);
                if (!File.Exists(path))
                {
                    findings.Add(Wrong(source, $"{sum.Key} is not there"));
                    return;
                }
                var found = await BaseCache.HashAsync(path, cancelled);
                if (found != sum.Value)
                {
                    findings.Add(
                        Wrong(source, $"{sum.Key} has the SHA-256 {found}, wanted is {sum.Value}")
                    );
                }
            }
        );
        if (!findings.IsEmpty)
        {
            throw new FindingException([
                .. findings.OrderBy(finding => finding.Message, StringComparer.Ordinal),
            ]);
        }
    }

    // The script takes the newest etcd that it finds: what no digest names may not be found.
    private static void CheckNoOthers(ProgramDirectory source, string programs)
    {
        var others = Directory
            .EnumerateFiles(programs, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(programs, path))
            .Where(path => !source.Sums.ContainsKey(path))
            .Order(StringComparer.Ordinal)
            .Select(path => Wrong(source, $"{path} is in an archive, but not in SHA256SUMS"))
            .ToArray();
        if (others.Length > 0)
        {
            throw new FindingException(others);
        }
    }

    private static Finding Wrong(ProgramDirectory source, string message) =>
        PackingRules.Digest.At(
            new Place(source.Path),
            message,
            "get the directory again from where it came from"
        );
}
