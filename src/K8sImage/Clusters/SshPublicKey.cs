using System.Buffers.Binary;
using System.Text;

namespace K8sImage.Clusters;

/// <summary>Public keys in the form of <c>authorized_keys</c> (sshd(8)), without options.</summary>
public static class SshPublicKey
{
    /// <summary>
    /// Algorithms that OpenSSH 9 and 10 accept for log-in, with the number of strings in a key's blob (RFC 4253, 5656,
    /// 8709; PROTOCOL.u2f).
    /// </summary>
    private static readonly Dictionary<string, int> Algorithms = new()
    {
        ["ssh-ed25519"] = 2,
        ["ecdsa-sha2-nistp256"] = 3,
        ["ecdsa-sha2-nistp384"] = 3,
        ["ecdsa-sha2-nistp521"] = 3,
        ["ssh-rsa"] = 3,
        ["sk-ssh-ed25519@openssh.com"] = 3,
        ["sk-ecdsa-sha2-nistp256@openssh.com"] = 4,
    };

    /// <summary>Whether the text begins like a key and not like a path.</summary>
    public static bool LooksLikeKey(string text) =>
        text.StartsWith("ssh-", StringComparison.Ordinal)
        || text.StartsWith("ecdsa-", StringComparison.Ordinal)
        || text.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>Whether the text is that of a private key: of OpenSSH, in PEM, or of PuTTY.</summary>
    public static bool IsPrivate(string text) =>
        text.Contains("PRIVATE KEY", StringComparison.Ordinal)
        || text.Contains("PuTTY-User-Key-File", StringComparison.Ordinal);

    /// <summary>Whether a key stands in the text behind something else.</summary>
    public static bool HasKeyWithin(string text) =>
        text.Split(' ').Skip(1).Any(Algorithms.ContainsKey);

    /// <summary>Whether the text is a public key in the form of RFC 4716, as some programs for Windows write it.</summary>
    public static bool IsOfRfc4716(string text) =>
        text.StartsWith("---- BEGIN SSH2 PUBLIC KEY", StringComparison.Ordinal);

    /// <summary>Says what is wrong with a key.</summary>
    /// <param name="text">One line: algorithm, base64, comment.</param>
    /// <returns>What is wrong, and what would be right; null if nothing is.</returns>
    public static (string Message, string Hint)? Fault(string text)
    {
        if (IsPrivate(text))
        {
            return (
                "this is a private key: it must never leave your machine",
                "give the public half, in the file that ends in .pub"
            );
        }
        if (IsOfRfc4716(text))
        {
            return (
                "this is a key in another form than that of authorized_keys",
                "convert it, as in ssh-keygen -i -f key.pub"
            );
        }
        if (text.Any(char.IsControl))
        {
            return ("an SSH key is one line without control characters", "give one key an entry");
        }
        var parts = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !Algorithms.ContainsKey(parts[0]))
        {
            return (
                "this is not an SSH public key that OpenSSH accepts today",
                $"a key begins with one of {string.Join(", ", Algorithms.Keys)}"
            );
        }
        return parts.Length > 1 && IsWhole(parts[0], parts[1])
            ? null
            : (
                $"the key is damaged: its second word does not hold a whole key of {parts[0]}",
                "copy the whole line of the .pub file again"
            );
    }

    // RFC 4253, section 6.6: the blob is a row of strings, each with its length before it; the first names the algorithm.
    private static bool IsWhole(string algorithm, string base64)
    {
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
        {
            return false;
        }
        var rest = blob.AsSpan(0, length);
        var fields = 0;
        while (rest.Length > 4)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (size > rest.Length - 4)
            {
                return false;
            }
            var field = rest.Slice(4, (int)size);
            if (fields++ == 0 && Encoding.ASCII.GetString(field) != algorithm)
            {
                return false;
            }
            rest = rest[(4 + field.Length)..];
        }
        return rest.IsEmpty && fields == Algorithms[algorithm];
    }
}
