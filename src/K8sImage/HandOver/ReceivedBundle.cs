using K8sImage.Files;
using K8sImage.Findings;

namespace K8sImage.HandOver;

/// <summary>A bundle as it was received: its directory, or its archive, which is unpacked for as long as it is looked at.</summary>
public sealed class ReceivedBundle : IDisposable
{
    private readonly TemporaryDirectory? _unpacked;

    private ReceivedBundle(string path, string directory, TemporaryDirectory? unpacked) =>
        (Path, Directory, _unpacked) = (path, directory, unpacked);

    /// <summary>What was given, which is what findings name.</summary>
    public string Path { get; }

    /// <summary>Where its files are.</summary>
    public string Directory { get; }

    /// <summary>Opens a bundle.</summary>
    /// <param name="path">Path of the directory or of the archive.</param>
    /// <param name="findings">Takes each entry of an archive that no bundle has.</param>
    /// <returns>The bundle; null where there are such entries.</returns>
    /// <exception cref="FindingException">It is a file, and no archive that can be unpacked.</exception>
    public static ReceivedBundle? Open(string path, FindingCollection findings)
    {
        if (!File.Exists(path))
        {
            return new ReceivedBundle(path, path, unpacked: null);
        }
        var file = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        if (FileTree.KindOf(file) == EntryKind.Other)
        {
            // A pipe would be waited for without end.
            throw new FindingException(
                HandOverRules.NotPlain.At(
                    new Place(path),
                    "it is neither a file nor a directory",
                    "name the archive or the directory"
                )
            );
        }
        var unpacked = TemporaryDirectory.Create();
        string? directory = null;
        try
        {
            directory = ReceivedArchive.Unpack(path, unpacked.Path, findings);
            return directory is null ? null : new ReceivedBundle(path, directory, unpacked);
        }
        finally
        {
            if (directory is null)
            {
                unpacked.Dispose();
            }
        }
    }

    /// <summary>Removes what was unpacked.</summary>
    public void Dispose() => _unpacked?.Dispose();
}
