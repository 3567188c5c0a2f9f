using System.Text;

namespace K8sImage.Files;

/// <summary>A text file that appears whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>Writes the file in UTF-8, and the directories above it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="text">What to.</param>
    /// <param name="overwrite">Whether a file that is there is replaced; else it is an error.</param>
    /// <param name="mode">Its mode, from the first byte on; null for the usual one. Windows has none.</param>
    /// <exception cref="IOException">It can't be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same for want of the right to.</exception>
    public static void Write(
        string path,
        string text,
        bool overwrite = true,
        UnixFileMode? mode = null
    )
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A name that nobody else has: what was there would be lost, and through a link something elsewhere.
        var partial = $"{path}.{Guid.NewGuid().ToString("N")[..8]}.partial";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }
        try
        {
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(new UTF8Encoding(false).GetBytes(text));
            }
            File.Move(partial, path, overwrite);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
