using System.Text;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Files;
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
    private const string Again = "bake it again, or ask for it again";

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
            directory,
            manifest.Nodes.Select(node => (node.Name, $"{node.Name}/{Seed.Iso}"))
        );
    }

    /// <summary>As a bundle holds them.</summary>
    /// <param name="directory">The bundle.</param>
    /// <param name="shownAs">What findings call it; null for its path.</param>
    /// <exception cref="FindingException">There is none, or its seeds are not plain files in it.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> OfBundle(
        string directory,
        string? shownAs = null
    )
    {
        var shown = shownAs ?? directory;
        var manifest = Readable(
            shown,
            () =>
                IsThere(directory, BundleManifest.FileName, shown)
                    ? BundleManifest.Read(Path.Combine(directory, BundleManifest.FileName))
                    : null
        );
        return Read(
            directory,
            shown,
            (
                manifest
                ?? throw NotThere(
                    shown,
                    "there is no bundle that this version can read",
                    "give the directory or the archive that HandOver wrote"
                )
            ).Nodes.Select(node => (node.Name, node.Iso))
        );
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Read(
        string directory,
        string shown,
        IEnumerable<(string Node, string Iso)> isos
    ) =>
        Readable(
            shown,
            () =>
                isos.ToDictionary(
                    node => node.Node,
                    IReadOnlyDictionary<string, string> (node) =>
                    {
                        if (!IsThere(directory, node.Iso, shown))
                        {
                            throw NotThere(
                                shown,
                                $"{Shown.Short(node.Node)} has no seed ISO here",
                                Again
                            );
                        }
                        using var stream = File.OpenRead(Path.Combine(directory, node.Iso));
                        return Texts(
                            IsoReader.Read(stream).Files.Select(file => (file.Name, file.Content))
                        );
                    },
                    StringComparer.Ordinal
                )
        );

    // A path of the manifest, or a link in its way, could lead to any file of this machine, whose text would then be shown.
    private static bool IsThere(string directory, string path, string shown)
    {
        if (FileTree.IsPlain(directory, path))
        {
            return true;
        }
        if (!Path.Exists(Path.Combine(directory, path)))
        {
            return false;
        }
        throw new FindingException(
            HandOverRules.NotPlain.At(
                new Place(shown),
                $"{Shown.Short(path)} is no plain file in it",
                "use nothing of it; " + Again
            )
        );
    }

    private static T Readable<T>(string shown, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is IOException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or ArgumentException
            )
        {
            throw NotThere(shown, $"its seeds can't be read: {e.Message}", Again);
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
