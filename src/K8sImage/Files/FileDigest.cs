using System.Security.Cryptography;
using K8sImage.Findings;

namespace K8sImage.Files;

/// <summary>What a file holds, told by its size and its hash.</summary>
/// <param name="Name">Its name, or its path with <c>/</c>, in the directory that is spoken of.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record FileDigest(string Name, long Size, string Sha256)
{
    /// <summary>The digest of a file on disk.</summary>
    /// <param name="directory">The directory that is spoken of.</param>
    /// <param name="name">The file's name or path in it.</param>
    /// <exception cref="IOException">The file is missing or can't be read.</exception>
    public static FileDigest Of(string directory, string name)
    {
        using var stream = File.OpenRead(Path.Combine(directory, name));
        return new FileDigest(
            name,
            stream.Length,
            Convert.ToHexStringLower(SHA256.HashData(stream))
        );
    }

    /// <summary>SHA-256 of a file on disk, in lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file is missing or can't be read.</exception>
    public static string Sha256Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>What is wrong with a file that is about to be used; null if it is as it was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sha256">Its SHA-256 when it was written.</param>
    /// <param name="remedy">What to do where it is another.</param>
    /// <exception cref="IOException">The file is missing or can't be read.</exception>
    public static Finding? Difference(string path, string sha256, string remedy) =>
        Sha256Of(path) == sha256
            ? null
            : FileRules.NotAsWritten.At(
                new Place(path),
                "it has changed since it was written, and is not used",
                remedy
            );
}
