namespace K8sImage.Options;

/// <summary>What the value of an option is.</summary>
public enum Takes
{
    /// <summary>Text that only the target can judge.</summary>
    Text,

    /// <summary>A file that is there.</summary>
    File,

    /// <summary>A directory that is there.</summary>
    Directory,

    /// <summary>A file or a directory that is there.</summary>
    FileOrDirectory,

    /// <summary>A file that is written; its directory is there.</summary>
    NewFile,

    /// <summary>A directory that is written into, and made where it is not there.</summary>
    NewDirectory,
}
