using K8sImage.Findings;

namespace K8sImage.Bases;

/// <summary>A base image: what a node's disk holds before the node's seed is read.</summary>
/// <param name="Name">Its name, that of its file without <c>.yaml</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Where it is described.</param>
public abstract record BaseImage(string Name, string Title, Place Place);

/// <summary>A base image that is built on this machine from Debian's packages.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Place">Where it is described.</param>
/// <param name="Suite">Debian's code name, for example <c>trixie</c>.</param>
/// <param name="Mirror">URI of a Debian mirror; null for the one that this machine's apt uses.</param>
/// <param name="Packages">Names of the packages; what they depend on comes with them, what they recommend doesn't.</param>
public sealed record PackagesBase(
    string Name,
    string Title,
    Place Place,
    string Suite,
    string? Mirror,
    IReadOnlyList<string> Packages
) : BaseImage(Name, Title, Place);
