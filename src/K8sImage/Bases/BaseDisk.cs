namespace K8sImage.Bases;

/// <summary>A base image as a file on this machine.</summary>
/// <param name="Name">Name of the base.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Path">The disk.</param>
/// <param name="Format">Its format, as QEMU calls it: <c>qcow2</c> or <c>raw</c>.</param>
/// <param name="Digest">SHA-256 of the file, 64 hexadecimal digits in lower case.</param>
/// <param name="Date">When the file was made or fetched.</param>
public sealed record BaseDisk(
    string Name,
    string Title,
    string Path,
    string Format,
    string Digest,
    DateTimeOffset Date
);
