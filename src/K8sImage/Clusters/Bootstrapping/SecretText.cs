using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>Keeps the secrets of a node's documents out of what people and logs are shown.</summary>
public static partial class SecretText
{
    /// <summary>
    /// The text with a word in the place of each private key and join credential: the beginning of its SHA-256, so that a changed
    /// secret still shows as changed.
    /// </summary>
    public static string Hide(string text) =>
        Token()
            .Replace(
                PrivateKey().Replace(text, Word),
                match => match.Groups[1].Value + Word(match)
            );

    private static string Word(Match secret) =>
        $"(secret, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.Value)))[..12]}...)";

    // RFC 7468, section 2.
    [GeneratedRegex(
        "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----",
        RegexOptions.Singleline
    )]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"(token: ""?)[a-z0-9]{6}\.[a-z0-9]{16}")]
    private static partial Regex Token();
}
