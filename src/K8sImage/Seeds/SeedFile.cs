namespace K8sImage.Seeds;

/// <summary>One file of a node's directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsPrivate">Whether only its owner may read it.</param>
public readonly record struct SeedFile(string Name, ReadOnlyMemory<byte> Content, bool IsPrivate)
{
    /// <summary>Name of the ISO.</summary>
    public const string Iso = "seed.iso";

    /// <summary>
    /// The files of a node's directory. User-data may hold what its author wants nobody else to read, and the ISO
    /// holds user-data.
    /// </summary>
    public static IReadOnlyList<SeedFile> Of(Seed seed, DateTimeOffset date)
    {
        Seeds.Iso.IsoFile[] content =
        [
            new("meta-data", seed.MetaData),
            new("network-config", seed.NetworkConfig),
            new("user-data", seed.UserData),
        ];
        var iso = new byte[Seeds.Iso.IsoImage.GetLength(content)];
        using (var stream = new MemoryStream(iso))
        {
            Seeds.Iso.IsoImage.Write(stream, Seed.VolumeLabel, date, content);
        }
        return
        [
            new("user-data", seed.UserData, IsPrivate: true),
            new("meta-data", seed.MetaData, IsPrivate: false),
            new("network-config", seed.NetworkConfig, IsPrivate: false),
            new(Iso, iso, IsPrivate: true),
        ];
    }
}
