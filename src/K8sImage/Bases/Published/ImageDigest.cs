using System.Security.Cryptography;

namespace K8sImage.Bases.Published;

/// <summary>The digest of an image.</summary>
/// <param name="Algorithm">SHA-256 or SHA-512.</param>
/// <param name="Hex">The digest, hexadecimal digits in lower case.</param>
public sealed record ImageDigest(HashAlgorithmName Algorithm, string Hex)
{
    /// <summary>Reads <c>sha256:</c> or <c>sha512:</c> and the digits.</summary>
    /// <returns>The digest; null if the text is none, or has the wrong number of digits.</returns>
    public static ImageDigest? Parse(string text)
    {
        var digest = OfHex(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return digest?.ToString() == text ? digest : null;
    }

    /// <summary>The digest of which only the digits are known: their number tells the algorithm.</summary>
    /// <returns>The digest; null if these are not the digits of one.</returns>
    public static ImageDigest? OfHex(string hex) =>
        hex.All(char.IsAsciiHexDigitLower)
            ? hex.Length switch
            {
                64 => new ImageDigest(HashAlgorithmName.SHA256, hex),
                128 => new ImageDigest(HashAlgorithmName.SHA512, hex),
                _ => null,
            }
            : null;

    /// <summary>The digest of a file, by the same algorithm.</summary>
    public async Task<ImageDigest> OfFileAsync(string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return this with
        {
            Hex = Convert.ToHexStringLower(
                await CryptographicOperations.HashDataAsync(Algorithm, stream, cancellation)
            ),
        };
    }

    /// <summary>The digest as base files have it: <c>sha256:</c> or <c>sha512:</c> and the digits.</summary>
    public override string ToString() =>
        (Algorithm == HashAlgorithmName.SHA256 ? "sha256:" : "sha512:") + Hex;
}
