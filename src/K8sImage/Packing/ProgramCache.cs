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
    private const string GetAgain = "get the directory again from where it came from";

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
            // Whoever packs them trusts these digests, and not those of the day on which they were unpacked.
            const string Remedy =
                "move this directory away, or delete it: the programs are unpacked anew";
            await CheckAsync(source, programs, new Place(programs), Remedy, stop);
            CheckNoOthers(source, programs, new Place(programs), Remedy);
            return programs;
        }
        if (FileTree.KindOf(programs) is { } kind)
        {
            throw new FindingException(Inspection.Stranger(programs, kind));
        }
        var given = new Place(source.Path);
        var archives = Directory.GetFiles(source.Path, "*.tar.xz");
        if (archives.Length == 0)
        {
            await CheckAsync(source, source.Path, given, GetAgain, stop);
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
        await CheckAsync(source, made, given, GetAgain, stop);
        CheckNoOthers(source, made, given, GetAgain);
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
        Place place,
        string remedy,
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
                // A pipe would wait for its other end.
                if (!File.Exists(path) || FileTree.KindOf(path) == EntryKind.Other)
                {
                    findings.Add(PackingRules.Digest.At(place, $"{sum.Key} is not there", remedy));
                    return;
                }
                var found = await BaseCache.HashAsync(path, cancelled);
                if (found != sum.Value)
                {
                    findings.Add(
                        PackingRules.Digest.At(
                            place,
                            $"{sum.Key} has the SHA-256 {found}, wanted is {sum.Value}",
                            remedy
                        )
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
    private static void CheckNoOthers(
        ProgramDirectory source,
        string programs,
        Place place,
        string remedy
    )
    {
        var others = Directory
            .EnumerateFiles(programs, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(programs, path))
            .Where(path => !source.Sums.ContainsKey(path))
            .Order(StringComparer.Ordinal)
            .Select(path => PackingRules.Digest.At(place, $"{path} is not in SHA256SUMS", remedy))
            .ToArray();
        if (others.Length > 0)
        {
            throw new FindingException(others);
        }
    }
}
