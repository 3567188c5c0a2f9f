using K8sImage.Seeds.Iso;

namespace K8sImage.Tests.Seeds.Iso;

/// <summary>An image on disk, in a directory of its own that goes with it.</summary>
public sealed class TemporaryImage : IDisposable
{
    /// <summary>The date of all images in these tests.</summary>
    public static readonly DateTimeOffset Date = new(2026, 1, 2, 3, 4, 5, 670, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("k8simage-iso-");

    public TemporaryImage(IReadOnlyList<IsoFile> files)
    {
        Files = files;
        using FileStream stream = File.Create(Path);
        IsoImage.Write(stream, "cidata", Date, files);
    }

    public IReadOnlyList<IsoFile> Files { get; }

    public string Path => InDirectory("seed.iso");

    /// <summary>A path beside the image, for what a reader extracts.</summary>
    public string InDirectory(string name) => System.IO.Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
