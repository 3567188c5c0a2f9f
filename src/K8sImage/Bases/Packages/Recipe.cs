using System.Security.Cryptography;
using System.Text;
using K8sImage.Tools;

namespace K8sImage.Bases.Packages;

/// <summary>The scripts that make a cloud image of a tree of packages; they are part of this assembly.</summary>
internal static class Recipe
{
    /// <summary>Raised when this program writes another disk from the same scripts.</summary>
    private const int Version = 1;

    /// <summary>Makes the tree a cloud image's.</summary>
    public static string Root { get; } = Read("root.sh");

    /// <summary>Makes the boot loader's images and the file system.</summary>
    public static string FileSystem { get; } = Read("filesystem.sh");

    /// <summary>
    /// Hash of all that we put into a disk: the base file's values and the recipe, but not the packages' versions. A
    /// disk stays the same until it is made anew; its digest says which one a verdict is about.
    /// </summary>
    /// <returns>16 hexadecimal digits in lower case.</returns>
    public static string KeyOf(PackagesBase image)
    {
        string[] inputs =
        [
            $"{Version}",
            Root,
            FileSystem,
            image.Suite,
            image.Mirror ?? "",
            $"{image.HasUpdates} {image.HasSecurity} {image.ChecksValidUntil}",
            .. image.Packages,
        ];
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', inputs)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private static string Read(string name) => EmbeddedText.Read($"K8sImage.Bases.Packages.{name}");
}
