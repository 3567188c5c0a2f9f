namespace K8sImage.Tools;

/// <summary>Reads files that may be devices: these have no length, and perhaps no end.</summary>
internal static class BoundedFile
{
    /// <summary>The first bytes of a file, or all.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="most">How many bytes are read at most.</param>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it, or it is a directory.</exception>
    public static byte[] Read(string path, int most)
    {
        using var stream = File.OpenRead(path);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while (
            buffer.Length < most
            && (read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, most - buffer.Length))) > 0
        )
        {
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }
}
