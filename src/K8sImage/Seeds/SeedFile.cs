using System.Security.Cryptography;

namespace K8sImage.Seeds;

/// <summary>One file of a seed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes; valid until the builder that made it builds the next seed.</param>
/// <param name="IsPrivate">Whether only its owner may read it.</param>
public sealed record SeedFile(string Name, ReadOnlyMemory<byte> Content, bool IsPrivate)
{
    /// <summary>SHA-256 of the content.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; } = SHA256.HashData(Content.Span);
}
