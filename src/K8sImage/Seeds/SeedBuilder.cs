using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using K8sImage.Findings;
using K8sImage.Seeds.Iso;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Seeds;

/// <summary>
/// Builds seeds one after the other in buffers of its own, so that memory does not grow with their number. For one
/// thread.
/// </summary>
/// <param name="date">The date that the ISOs carry.</param>
public sealed class SeedBuilder(DateTimeOffset date)
{
    private readonly ArrayBufferWriter<byte> _userData = new(256 * 1024);
    private readonly ArrayBufferWriter<byte> _networkConfig = new();
    private readonly ArrayBufferWriter<byte> _metaData = new();
    private byte[] _iso = [];

    /// <summary>Builds the seed of a node.</summary>
    /// <returns>The seed; its content is valid until the next call.</returns>
    public Seed Build(NodeConfiguration configuration)
    {
        var userData = new SeedFile(
            "user-data",
            Document(_userData, "#cloud-config\n"u8, configuration.UserData)
        );
        var networkConfig = new SeedFile(
            "network-config",
            Document(_networkConfig, [], configuration.NetworkConfig)
        );
        var hostName = configuration.Node.Name;
        var id = InstanceIdOf(userData, networkConfig, hostName);
        var metaData = new SeedFile(
            "meta-data",
            Document(
                _metaData,
                [],
                // As all documents: a name such as "no" is text for every reader of YAML.
                new YamlMapping(
                    configuration.Node.Place,
                    [Entry("instance-id", id), Entry("local-hostname", hostName)]
                )
            )
        );
        var iso = new SeedFile(Seed.Iso, Iso([metaData, networkConfig, userData]));
        return new Seed(id, [userData, metaData, networkConfig, iso]);
    }

    private static YamlEntry Entry(string key, string value) =>
        new(new YamlScalar(new Place(""), key), new YamlScalar(new Place(""), value));

    private static ReadOnlyMemory<byte> Document(
        ArrayBufferWriter<byte> buffer,
        ReadOnlySpan<byte> header,
        YamlMapping document
    )
    {
        buffer.ResetWrittenCount();
        buffer.Write(header);
        YamlWriter.Write(document, buffer);
        return buffer.WrittenMemory;
    }

    // All that the guest sees goes in, and nothing else: the same seed is the same instance on any machine and day,
    // and a changed seed is a new one, which cloud-init sets up anew.
    private static string InstanceIdOf(SeedFile userData, SeedFile networkConfig, string hostName)
    {
        byte[] all =
        [
            .. userData.Sha256.Span,
            .. networkConfig.Sha256.Span,
            .. Encoding.UTF8.GetBytes(hostName),
        ];
        return "k8simage-" + Convert.ToHexStringLower(SHA256.HashData(all).AsSpan(0, 16));
    }

    private ReadOnlyMemory<byte> Iso(IReadOnlyList<SeedFile> files)
    {
        IsoFile[] content = [.. files.Select(file => new IsoFile(file.Name, file.Content))];
        var length = (int)IsoImage.GetLength(content);
        if (_iso.Length < length)
        {
            _iso = new byte[length + (length / 4)];
        }
        using var stream = new MemoryStream(_iso);
        IsoImage.Write(stream, Seed.VolumeLabel, date, content);
        return _iso.AsMemory(0, length);
    }
}
