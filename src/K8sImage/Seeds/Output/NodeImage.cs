using System.Security.Cryptography;

namespace K8sImage.Seeds.Output;

/// <summary>What the manifest says of one node.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="InstanceId">The seed's instance-id.</param>
/// <param name="Steps">Names of its steps in the order in which they are applied.</param>
/// <param name="Files">Its files.</param>
public sealed record NodeImage(
    string Name,
    string Role,
    string Address,
    string InstanceId,
    IReadOnlyList<string> Steps,
    IReadOnlyList<FileDigest> Files
);

/// <summary>One file of a node.</summary>
/// <param name="Name">Its name in the node's directory.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal.</param>
public sealed record FileDigest(string Name, long Size, string Sha256)
{
    /// <summary>SHA-256 of a file on disk, in lower-case hexadecimal.</summary>
    /// <exception cref="IOException">The file is missing or can't be read.</exception>
    public static string Sha256Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
