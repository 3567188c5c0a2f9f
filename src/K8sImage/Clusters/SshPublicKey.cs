using System.Buffers.Binary;
using System.Text;

namespace K8sImage.Clusters;

/// <summary>Public keys in the form of <c>authorized_keys</c> (sshd(8)), without options.</summary>
public static class SshPublicKey
{
    /// <summary>Algorithms that OpenSSH 9 and 10 accept for log-in (RFC 8709, 5656, 8332; PROTOCOL.u2f).</summary>
    private static readonly string[] Algorithms =
    [
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "ssh-rsa",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    /// <summary>Whether the text begins like a key and not like a path.</summary>
    public static bool LooksLikeKey(string text) =>
        text.StartsWith("ssh-", StringComparison.Ordinal)
        || text.StartsWith("ecdsa-", StringComparison.Ordinal)
        || text.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>Says what is wrong with a key.</summary>
    /// <param name="text">One line: algorithm, base64, comment.</param>
    /// <returns>What is wrong, and what would be right; null if nothing is.</returns>
    public static (string Message, string Hint)? Fault(string text)
    {
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return (
                "this is a private key: it must never leave your machine",
                "give the public half, in the file that ends in .pub"
            );
        }
        if (text.Any(char.IsControl))
        {
            return ("an SSH key is one line without control characters", "give one key an entry");
        }
        var parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2 || !Algorithms.Contains(parts[0]))
        {
            return (
                "this is not an SSH public key that OpenSSH accepts today",
                $"a key begins with one of {string.Join(", ", Algorithms)}"
            );
        }
        return EncodedAlgorithm(parts[1]) == parts[0]
            ? null
            : (
                $"the key is damaged: its second word does not hold a key of {parts[0]}",
                "copy the whole line of the .pub file again"
            );
    }

    // RFC 4253, section 6.6: the blob begins with the algorithm's name, as a string with its length before it.
    private static string? EncodedAlgorithm(string base64)
    {
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length) || length < 4)
        {
            return null;
        }
        var nameLength = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return nameLength <= (uint)length - 4 && length > 4 + nameLength + 4
            ? Encoding.ASCII.GetString(blob, 4, (int)nameLength)
            : null;
    }
}
