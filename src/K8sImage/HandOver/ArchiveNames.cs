using System.Buffers;
using System.Text;

namespace K8sImage.HandOver;

/// <summary>Which names entries of a bundle's archive may have: those that lead every system to one file below the bundle's directory.</summary>
internal static class ArchiveNames
{
    // Bytes of a name on Linux and macOS; characters of a path, of which a bundle's have a small part.
    private const int MostOfName = 255;
    private const int MostOfPath = 1000;

    private static readonly SearchValues<char> NotOnWindows = SearchValues.Create("<>:\"|?*");

    // Whatever stands behind a dot: Win32, "Naming Files, Paths, and Namespaces".
    private static readonly HashSet<string> Devices = new(
        [
            "CON",
            "PRN",
            "AUX",
            "NUL",
            .. "123456789".SelectMany(digit => (string[])[$"COM{digit}", $"LPT{digit}"]),
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The bundle's directory in an archive: where the sums are; else what the first entry's path begins with.</summary>
    /// <param name="names">The entries' names; there is one at least.</param>
    public static string TopOf(IReadOnlyList<string> names) =>
        (
            names.FirstOrDefault(name =>
                name.Split('/') is [not ("" or "." or ".."), BundleSums.FileName]
            ) ?? names[0]
        ).Split('/')[0];

    /// <summary>What is wrong with an entry's name; null for nothing.</summary>
    /// <param name="name">The name, as the archive has it.</param>
    public static string? Wrong(string name)
    {
        var parts = (name.EndsWith('/') ? name[..^1] : name).Split('/');
        return name.Any(c => char.IsControl(c) || c == '\uFFFD')
                ? "there are characters in its name that no file of a bundle has"
            : name.StartsWith('/') || name.StartsWith('\\') || IsDrive(name)
                ? "its path is absolute, and leads out of the bundle's directory"
            : parts.Any(part => part is "..") || name.Split('\\').Any(part => part is "..")
                ? "its path leads upwards, out of the bundle's directory"
            : name.Contains('\\', StringComparison.Ordinal)
                ? "there is a backslash in its name, which separates directories on Windows alone"
            : name.AsSpan().ContainsAny(NotOnWindows)
                ? "there is a character in its name that Windows can't have in one"
            : parts.Any(part => part is "" or ".") ? "there is an empty name, or a dot, in its path"
            : parts.Any(part => part[^1] is '.' or ' ')
                ? "a name in its path ends in a dot or a space, which Windows leaves out: it would be another file there"
            : parts.Any(part => Devices.Contains(part.Split('.')[0]))
                ? "there is a name in its path that is a device's on Windows"
            : name.Length > MostOfPath
            || parts.Any(part => Encoding.UTF8.GetByteCount(part) > MostOfName)
                ? "its path is too long for a file of a bundle"
            : null;
    }

    private static bool IsDrive(string name) =>
        name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]);
}
