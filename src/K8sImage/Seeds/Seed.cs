using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Seeds;

/// <summary>The documents of a NoCloud seed (cloud-init: NoCloud data source).</summary>
/// <param name="InstanceId">The instance-id in the meta-data.</param>
/// <param name="UserData">The cloud-config.</param>
/// <param name="MetaData">instance-id and local-hostname.</param>
/// <param name="NetworkConfig">The network configuration, version 2.</param>
public sealed record Seed(
    string InstanceId,
    ReadOnlyMemory<byte> UserData,
    ReadOnlyMemory<byte> MetaData,
    ReadOnlyMemory<byte> NetworkConfig
)
{
    /// <summary>The volume label by which cloud-init finds a seed.</summary>
    public const string VolumeLabel = "cidata";

    /// <summary>Writes a node's configuration as the documents of a seed.</summary>
    public static Seed Of(NodeConfiguration configuration)
    {
        var userData = Document("#cloud-config\n", configuration.UserData);
        var networkConfig = Document("", configuration.NetworkConfig);
        var hostName = configuration.Node.Name;
        var id = InstanceIdOf(userData.Span, networkConfig.Span, hostName);
        var metaData = Encoding.UTF8.GetBytes(
            $"""
            instance-id: {id}
            local-hostname: {hostName}

            """
        );
        return new Seed(id, userData, metaData, networkConfig);
    }

    // All that the guest sees goes in, and nothing else: the same seed is the same instance on any machine and day,
    // and a changed seed is a new one, which cloud-init sets up anew.
    private static string InstanceIdOf(
        ReadOnlySpan<byte> userData,
        ReadOnlySpan<byte> networkConfig,
        string hostName
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(userData, digest);
        hash.AppendData(digest);
        SHA256.HashData(networkConfig, digest);
        hash.AppendData(digest);
        hash.AppendData(Encoding.UTF8.GetBytes(hostName));
        return "k8simage-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static ReadOnlyMemory<byte> Document(string header, YamlMapping document)
    {
        var buffer = new ArrayBufferWriter<byte>(32 * 1024);
        Encoding.UTF8.GetBytes(header, buffer);
        YamlWriter.Write(document, buffer);
        return buffer.WrittenMemory;
    }
}
