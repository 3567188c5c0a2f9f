using System.Formats.Tar;
using System.Text;
using K8sImage.Clusters.Bootstrapping;

namespace K8sImage.Tests.Clusters;

/// <summary>Files that cluster files name, made once for a run of the tests: secrets, and an archive of container images.</summary>
internal static class NamedSamples
{
    private static readonly Lazy<string> Directory = new(() =>
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("k8simage-samples-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            System.IO.Directory.Delete(directory, recursive: true);
        SecretsFile.Write(
            Path.Combine(directory, "secrets.yaml"),
            SecretsMaker.Make(
                "lab",
                ["k8s-master", "k8s-node1", "k8s-node2", "k8s-node3"],
                DateTimeOffset.UtcNow
            )
        );
        WriteArchive(
            Path.Combine(directory, "images.tar"),
            """[{"Config":"c","RepoTags":["registry.k8s.io/pause:3.10"],"Layers":[]}]"""
        );
        return directory;
    });

    /// <summary>Secrets of a cluster called lab.</summary>
    public static string Secrets => Path.Combine(Directory.Value, "secrets.yaml");

    /// <summary>An archive with one image, registry.k8s.io/pause:3.10.</summary>
    public static string Archive => Path.Combine(Directory.Value, "images.tar");

    /// <summary>Writes an archive with the given list of images.</summary>
    public static void WriteArchive(string path, string manifest)
    {
        using var file = File.Create(path);
        using var tar = new TarWriter(file);
        tar.WriteEntry(
            new UstarTarEntry(TarEntryType.RegularFile, "manifest.json")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)),
            }
        );
    }
}
