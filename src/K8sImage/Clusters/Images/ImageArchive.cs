using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;

namespace K8sImage.Clusters.Images;

/// <summary>An archive of container images in the form of <c>docker save</c>: a tar with a manifest.json.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Names">Names and tags of the images, as in <c>registry.k8s.io/pause:3.10</c>.</param>
/// <param name="Digest">SHA-256 of its list in hex, which names each image by a digest of its content.</param>
public sealed record ImageArchive(string Path, IReadOnlyList<string> Names, string Digest)
{
    private const string Manifest = "manifest.json";

    // More than that is no list of images.
    private const long MostBytes = 1024 * 1024;

    /// <summary>Reads the archive's list.</summary>
    /// <param name="path">Its full path.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same for want of the right to.</exception>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static ImageArchive Read(string path)
    {
        using var file = File.OpenRead(path);
        using var tar = new TarReader(file);
        while (tar.GetNextEntry() is { } entry)
        {
            if (
                entry is
                { Name: Manifest or "./" + Manifest, DataStream: { } list, Length: < MostBytes }
            )
            {
                var bytes = new byte[entry.Length];
                list.ReadExactly(bytes);
                return new ImageArchive(
                    path,
                    NamesIn(bytes),
                    Convert.ToHexStringLower(SHA256.HashData(bytes))
                );
            }
        }
        throw new InvalidDataException("it has no " + Manifest);
    }

    private static string[] NamesIn(byte[] list)
    {
        try
        {
            using var document = JsonDocument.Parse(list);
            return
            [
                .. document
                    .RootElement.EnumerateArray()
                    .SelectMany(image => image.GetProperty("RepoTags").EnumerateArray())
                    .Select(name =>
                        name.GetString() ?? throw new InvalidDataException("an image has no name")
                    ),
            ];
        }
        catch (Exception e)
            when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"its {Manifest} is not a list of images", e);
        }
    }
}
