namespace K8sImage.Validation;

/// <summary>A directory for a moment: programs of others read files.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory(
        "k8simage-validate-"
    );

    /// <summary>The directory's full path.</summary>
    public string Path => _directory.FullName;

    /// <summary>Removes it with all that is in it.</summary>
    public void Dispose() => _directory.Delete(recursive: true);
}
