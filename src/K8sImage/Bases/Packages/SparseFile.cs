using System.Runtime.Versioning;

namespace K8sImage.Bases.Packages;

/// <summary>Files with holes: what is zero takes no room.</summary>
[SupportedOSPlatform("linux")]
internal static class SparseFile
{
    private const int Block = 1024 * 1024;

    /// <summary>Makes a file of a length, all holes, that every user may write to.</summary>
    public static void CreateForAll(string path, long length)
    {
        using (var file = File.Create(path))
        {
            file.SetLength(length);
        }
        File.SetUnixFileMode(
            path,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.GroupRead
                | UnixFileMode.GroupWrite
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherWrite
        );
    }

    /// <summary>Copies a file into another one at an offset; blocks of zeros are left out.</summary>
    public static async Task CopyAsync(
        string source,
        string destination,
        long offset,
        CancellationToken cancellation
    )
    {
        await using var from = File.OpenRead(source);
        await using var to = new FileStream(destination, FileMode.Open, FileAccess.Write);
        var buffer = new byte[Block];
        int read;
        while ((read = await from.ReadAtLeastAsync(buffer, Block, false, cancellation)) > 0)
        {
            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                to.Position = offset;
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
            offset += read;
        }
    }
}
