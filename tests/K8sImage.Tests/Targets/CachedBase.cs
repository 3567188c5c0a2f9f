using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.Bases.Published;
using K8sImage.Files;
using K8sImage.Findings;

namespace K8sImage.Tests.Targets;

/// <summary>Bases in the cache of a <see cref="TargetProject"/>.</summary>
internal static class CachedBase
{
    /// <summary>Path of the disk of a base of images/bases.</summary>
    public static string PathOf(string name) =>
        Read(name) switch
        {
            PackagesBase image => $"{Bases}/{name}-{Recipe.KeyOf(image)}.{image.Format}",
            PublishedBase image =>
                $"{Bases}/{name}-{PublishedBaseFetcher.KeyOf(image)}.{image.Format}",
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    /// <summary>Where the bases are.</summary>
    public const string Bases = TargetProject.Cache + "bases";

    /// <summary>Puts a disk into the cache: a few bytes, which nothing boots.</summary>
    /// <returns>The disk, as targets see it.</returns>
    public static BaseDisk Put(TargetProject project, string name)
    {
        var path = PathOf(name);
        project.Write(path, "disk");
        var digest = FileDigest.Sha256Of(project[path]);
        project.Write(path + ".sha256", $"{digest}  {Path.GetFileName(path)}\n");
        var image = Read(name);
        return new BaseDisk(
            name,
            image.Title,
            project[path],
            image.Format,
            digest,
            DateTimeOffset.UnixEpoch
        );
    }

    /// <summary>The rounds of a target that boots on a base that the cache does not hold.</summary>
    public static IEnumerable<Round> RoundsOf(string command, string name)
    {
        var disk = PathOf(name);
        yield return new Round(
            command,
            new(disk, "link to a file"),
            new(disk + ".sha256", "file"),
            new(disk + ".packages", "dangling link"),
            new(disk + ".part", "file"),
            new(disk + ".part.validator", "link to a directory")
        );
        yield return new Round(
            command,
            new(disk, "pipe"),
            new(disk + ".sha256", "directory"),
            new(disk + ".packages", "file"),
            new(disk + ".part", "directory"),
            new(disk + ".part.validator", "file")
        );
    }

    private static BaseImage Read(string name) =>
        new BaseReader(new FindingCollection()).ReadNamed(
            Path.Combine(Repository.Root, "images", "bases"),
            name,
            new Place(name),
            path => path
        )!;
}
