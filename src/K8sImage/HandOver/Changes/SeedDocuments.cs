using System.Text;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;
using K8sImage.Seeds;
using K8sImage.Seeds.Iso;
using K8sImage.Seeds.Output;
using K8sImage.Steps;

namespace K8sImage.HandOver.Changes;

/// <summary>
/// The documents of seeds by node and name: as they would be baked, as they were, or as a bundle has them. Secrets are not in them.
/// </summary>
public static class SeedDocuments
{
    /// <summary>As a bake would make them now.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Of(
        IEnumerable<NodeConfiguration> nodes
    )
    {
        var builder = new SeedBuilder(DateTimeOffset.UnixEpoch);
        return nodes.ToDictionary(
            node => node.Node.Name,
            IReadOnlyDictionary<string, string> (node) =>
                Texts(
                    builder
                        .Build(node)
                        .Files.Where(file => file.Name != Seed.Iso)
                        .Select(file => (file.Name, file.Content))
                )
        );
    }

    /// <summary>As the last bake left them.</summary>
    /// <param name="directory">Directory of the baked cluster.</param>
    /// <exception cref="FindingException">There is none.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> OfBake(
        string directory
    )
    {
        var manifest =
            Manifest.Read(directory)
            ?? throw NotThere(directory, "there is no baked cluster", "./build.sh BakeImages");
        return Read(
            directory,
            manifest.Nodes.Select(node => (node.Name, $"{node.Name}/{Seed.Iso}"))
        );
    }

    /// <summary>As a bundle holds them.</summary>
    /// <param name="directory">The bundle.</param>
    /// <exception cref="FindingException">There is none.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> OfBundle(
        string directory
    )
    {
        var path = Path.Combine(directory, BundleManifest.FileName);
        var manifest =
            (File.Exists(path) ? BundleManifest.Read(path) : null)
            ?? throw NotThere(
                directory,
                "there is no bundle",
                "give the directory that HandOver wrote"
            );
        return Read(directory, manifest.Nodes.Select(node => (node.Name, node.Iso)));
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Read(
        string directory,
        IEnumerable<(string Node, string Iso)> isos
    )
    {
        try
        {
            return isos.ToDictionary(
                node => node.Node,
                IReadOnlyDictionary<string, string> (node) =>
                {
                    using var stream = File.OpenRead(Path.Combine(directory, node.Iso));
                    return Texts(
                        IsoReader.Read(stream).Files.Select(file => (file.Name, file.Content))
                    );
                },
                StringComparer.Ordinal
            );
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException)
        {
            throw NotThere(
                directory,
                $"its seeds can't be read: {e.Message}",
                "bake it again, or ask for it again"
            );
        }
    }

    private static Dictionary<string, string> Texts(
        IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files
    ) =>
        files.ToDictionary(
            file => file.Name,
            file => SecretText.Hide(Encoding.UTF8.GetString(file.Content.Span)),
            StringComparer.Ordinal
        );

    private static FindingException NotThere(string directory, string what, string how) =>
        new(HandOverRules.NotWhole.At(new Place(directory), what, how));
}
