using System.Runtime.Versioning;
using K8sImage.Findings;

namespace K8sImage.Bases;

/// <summary>A disk that the user gives as a file. It is read where it is, and never written.</summary>
[SupportedOSPlatform("linux")]
public static class LocalDisk
{
    /// <summary>Checks and hashes a disk.</summary>
    /// <param name="path">The file, qcow2 or raw.</param>
    /// <param name="place">Where it is asked for.</param>
    /// <param name="progress">Is told that the disk is being hashed.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FindingException">It can't be read, is no disk, or needs another file.</exception>
    public static async Task<BaseDisk> ReadAsync(
        string path,
        Place place,
        IProgress<BaseProgress>? progress,
        CancellationToken cancellation
    )
    {
        var shown = Shown.Short(path);
        if (Directory.Exists(path))
        {
            throw Unreadable(place, $"'{shown}' is a directory");
        }
        if (!File.Exists(path))
        {
            throw Unreadable(place, $"there is no file '{shown}'");
        }
        try
        {
            // Devices and pipes have no length, and no digest that would say anything.
            if (new FileInfo(path).Length == 0)
            {
                throw Unreadable(place, $"'{shown}' is empty, or no ordinary file");
            }
            var format = DiskFormat.Of(path, place);
            progress?.Report(new BaseProgress("Hashing the disk"));
            var name = Path.GetFileName(path);
            return new BaseDisk(
                // No base of images/bases can have this name.
                "file:" + name,
                name,
                Path.GetFullPath(path),
                format,
                await BaseCache.HashAsync(path, cancellation),
                File.GetLastWriteTimeUtc(path)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(place, $"'{shown}' can't be read: {Shown.Short(e.Message)}");
        }
    }

    private static FindingException Unreadable(Place place, string message) =>
        new(BaseRules.LocalFile.At(place, message, "give the path of a qcow2 or raw disk"));
}
