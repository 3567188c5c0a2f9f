using System.Runtime.Versioning;
using System.Security.Cryptography;
using K8sImage.Bases.Published;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tools;

namespace K8sImage.Bases;

/// <summary>
/// The disks that were built or fetched before. A file in it is whole: it is written under another name and renamed. Its
/// digest stands beside it.
/// </summary>
/// <param name="directory">Where it is; made when needed.</param>
[SupportedOSPlatform("linux")]
public sealed class BaseCache(string directory)
{
    private const int WouldBlock = 11;

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
        System.IO.Directory.CreateDirectory(directory);
        var disk = Path.Combine(directory, $"{image.Name}-{key}.{image.Format}");
        // The lock comes first: a disk is there before its digest is.
        await using var locked = await LockAsync(disk + ".lock", progress, cancellation);
        if (!File.Exists(disk) || !File.Exists(SumFile.PathOf(disk)))
        {
            var partial = disk + ".part";
            CheckOurs(disk, partial, locked);
            // From here on what stands there is ours, also if this process is killed.
            await locked.WriteAsync("begun\n"u8.ToArray(), cancellation);
            await locked.FlushAsync(cancellation);
            try
            {
                await make(partial, cancellation);
                progress?.Report(new BaseProgress("Hashing the disk"));
                SumFile.Write(disk, await HashAsync(partial, cancellation));
                File.SetUnixFileMode(
                    partial,
                    UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                );
                File.Move(partial, disk);
            }
            finally
            {
                if (!keepsPart)
                {
                    File.Delete(partial);
                }
            }
        }
        return new BaseDisk(
            image.Name,
            image.Title,
            disk,
            image.Format,
            await SumFile.ReadAsync(disk, cancellation),
            File.GetLastWriteTimeUtc(disk)
        );
    }

    // The digest is written before the disk has its name: a disk without one was not made here, nor was what stands where no
    // run has ever begun. Versions that left no such mark left a download's validator.
    private static void CheckOurs(string disk, string partial, FileStream locked)
    {
        var isBegun = locked.Length > 0 || File.Exists(PartialFile.ValidatorOf(partial));
        foreach (var path in (string[])[disk, SumFile.PathOf(disk), partial])
        {
            if (
                FileTree.KindOf(path) is { } kind
                && (kind != EntryKind.File || path == disk || (path == partial && !isBegun))
            )
            {
                throw new FindingException(Inspection.Stranger(path, kind));
            }
        }
    }

    /// <summary>SHA-256 of a file, 64 hexadecimal digits in lower case.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    // The system takes the lock back when its owner ends, however it ends.
    private static async Task<FileStream> LockAsync(
        string path,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    path,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
            }
            // A lock that another process holds has no exception of its own: EWOULDBLOCK of flock(2).
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                progress?.Report(
                    new BaseProgress("Waiting for another process that makes this base")
                );
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
            }
        }
    }
}
