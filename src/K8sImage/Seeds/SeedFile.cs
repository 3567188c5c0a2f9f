using System.Security.Cryptography;

namespace K8sImage.Seeds;

/// <summary>One file of a seed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes; valid until the builder that made it builds the next seed.</param>
public sealed record SeedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Whether only its owner may read it.</summary>
    public bool IsPrivate => Seed.PrivateFiles.Contains(Name);

    /// <summary>SHA-256 of the content.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; } = SHA256.HashData(Content.Span);

    /// <summary>Whether only its owner may read a file. Windows knows no such modes: there it always is.</summary>
    public static bool IsPrivateOnDisk(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == 0;
}
