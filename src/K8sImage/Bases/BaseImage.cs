using K8sImage.Bases.Published;
using K8sImage.Findings;

namespace K8sImage.Bases;

/// <summary>A base image: what a node's disk holds before the node's seed is read.</summary>
/// <param name="Name">Its name, that of its file without <c>.yaml</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Where it is described.</param>
/// <param name="Format">Format of the disk, as QEMU calls it: <c>qcow2</c> or <c>raw</c>.</param>
public abstract record BaseImage(string Name, string Title, Place Place, string Format)
{
    /// <summary>Whether its disk holds a swap file; null where its file does not say.</summary>
    public bool? HasSwapFile { get; init; }
}

/// <summary>A base image that is built on this machine from Debian's packages.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Where it is described.</param>
/// <param name="Suite">Debian's code name, for example <c>trixie</c>.</param>
/// <param name="Mirror">URI of a Debian mirror, by default the one that this machine's apt uses; null for that one.</param>
/// <param name="Packages">Names of the packages; what they depend on comes with them, what they recommend doesn't.</param>
public sealed record PackagesBase(
    string Name,
    string Title,
    Place Place,
    string Suite,
    string? Mirror,
    IReadOnlyList<string> Packages
) : BaseImage(Name, Title, Place, DiskFormat.Qcow2)
{
    /// <summary>Where its file names the suite; the place of the file where nothing else is said.</summary>
    public Place SuitePlace { get; init; } = Place;

    /// <summary>Whether the suite of stable updates, <c>-updates</c>, belongs to it; true where its file does not say.</summary>
    public bool HasUpdates { get; init; } = true;

    /// <summary>Whether the suite of security updates, <c>-security</c>, belongs to it; true where its file does not say.</summary>
    public bool HasSecurity { get; init; } = true;

    /// <summary>
    /// Whether apt refuses a Release file whose Valid-Until has passed while the base is built; true where its file does
    /// not say. Signatures are checked in any case.
    /// </summary>
    public bool ChecksValidUntil { get; init; } = true;
}

/// <summary>A base image that a distribution publishes; at least one of digest and checksums is there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Where its address stands.</param>
/// <param name="Format">Format of the disk, as QEMU calls it: <c>qcow2</c> or <c>raw</c>.</param>
/// <param name="Url">Where it is published; https, or http on this machine.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Digest">The digest that it must have; null to trust the signed list alone.</param>
/// <param name="Checksums">The publisher's signed list of digests; null where there is none.</param>
public sealed record PublishedBase(
    string Name,
    string Title,
    Place Place,
    string Format,
    Uri Url,
    long Size,
    ImageDigest? Digest,
    SignedChecksums? Checksums
) : BaseImage(Name, Title, Place, Format);
