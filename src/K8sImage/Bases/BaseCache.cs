using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Bases;

/// <summary>
/// The disks that were built or fetched before. A file in it is whole: it is written under another name and renamed. Its
/// digest stands beside it, and it is used only while it has that digest.
/// </summary>
/// <param name="directory">Where it is; made when needed.</param>
[SupportedOSPlatform("linux")]
public sealed class BaseCache(string directory)
{
    /// <summary>The user's cache: <c>k8simage/bases</c> below <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public static BaseCache OfUser() => new(UserCache.Directory("bases"));

    /// <summary>Where it is.</summary>
    public string Directory => directory;

    /// <summary>The disk of a key; made by <paramref name="make"/> if it isn't there.</summary>
    /// <param name="image">The base.</param>
    /// <param name="key">Hash of all that the disk is made of.</param>
    /// <param name="make">Writes the disk, in the base's format, to the path that it is given.</param>
    /// <param name="progress">Is told when another process is waited for.</param>
    /// <param name="cancellation">Ends the wait, or the work.</param>
    /// <param name="keepsPart">
    /// Whether <paramref name="make"/> removes what is of no use at its path, and goes on with the rest the next time;
    /// else nothing is left there when it fails.
    /// </param>
    /// <exception cref="FindingException">
    /// What stands there is not ours, or has changed since it was written; or the cache can't be written.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<BaseDisk> GetAsync(
        BaseImage image,
        string key,
        Func<string, CancellationToken, Task> make,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation,
        bool keepsPart = false
    )
    {
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            var disk = Path.Combine(directory, $"{image.Name}-{key}.{image.Format}");
            // The lock comes first: a disk is there before its digest is.
            using var locked = await LockAsync(disk + ".lock", progress, cancellation);
            var digest =
                IsFile(disk) && IsFile(SumFile.PathOf(disk))
                    ? await ReadAsync(disk, progress, cancellation)
                    : await MakeAsync(disk, make, progress, keepsPart, cancellation);
            return new BaseDisk(
                image.Name,
                image.Title,
                disk,
                image.Format,
                digest,
                File.GetLastWriteTimeUtc(disk)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                BaseRules.Cache.At(
                    new Place(directory),
                    $"the image can't be kept: {e.Message}",
                    "make room there, or set XDG_CACHE_HOME to a directory of yours that has some"
                )
            );
        }
    }

    // Links are not made here, and a pipe would wait for its other end.
    private static bool IsFile(string path) => FileTree.KindOf(path) == EntryKind.File;

    // What is booted is what was verified when it came here.
    private static async Task<string> ReadAsync(
        string disk,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        var digest = await SumFile.ReadAsync(disk, cancellation);
        progress?.Report(new BaseProgress("Looking whether the disk is as it was"));
        var changed = FileDigest.Difference(
            disk,
            digest,
            $"move it away, or delete it, with {SumFile.PathOf(Path.GetFileName(disk))} beside it: both are made anew"
        );
        return changed is null ? digest : throw new FindingException(changed);
    }

    private static async Task<string> MakeAsync(
        string disk,
        Func<string, CancellationToken, Task> make,
        IProgress<BaseProgress>? progress,
        bool keepsPart,
        CancellationToken cancellation
    )
    {
        var record = new BaseRecord(disk);
        record.Begin();
        var partial = BaseRecord.PartOf(disk);
        try
        {
            await make(partial, cancellation);
            progress?.Report(new BaseProgress("Hashing the disk"));
            var digest = await HashAsync(partial, cancellation);
            SumFile.Write(disk, digest);
            File.SetUnixFileMode(
                partial,
                UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            );
            File.Move(partial, disk, overwrite: true);
            return digest;
        }
        finally
        {
            if (!keepsPart)
            {
                File.Delete(partial);
            }
            record.End();
        }
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits in lower case.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    private static async Task<OutputLock> LockAsync(
        string path,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            if (OutputLock.TryTake(path) is { } taken)
            {
                return taken;
            }
            progress?.Report(new BaseProgress("Waiting for another process that makes this base"));
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
        }
    }
}
