using System.IO.Enumeration;

namespace Nuke.Common.IO;

/// <summary>Finds files by pattern: <c>*</c> and <c>?</c> within a name, <c>**</c> for any number of directories.</summary>
public static class Globbing
{
    /// <summary>The files that match one of the patterns, sorted by path.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobFiles(
        this AbsolutePath directory,
        params string[] patterns
    ) => Glob(directory, patterns, Directory.EnumerateFiles);

    /// <summary>The directories that match one of the patterns, sorted by path.</summary>
    public static IReadOnlyCollection<AbsolutePath> GlobDirectories(
        this AbsolutePath directory,
        params string[] patterns
    ) => Glob(directory, patterns, Directory.EnumerateDirectories);

    private static AbsolutePath[] Glob(
        AbsolutePath directory,
        string[] patterns,
        Func<string, IEnumerable<string>> entries
    ) =>
        [
            .. patterns
                .SelectMany(pattern => Match(directory, pattern.Split('/', '\\'), entries))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(path => (AbsolutePath)path),
        ];

    private static IEnumerable<string> Match(
        string directory,
        ReadOnlyMemory<string> pattern,
        Func<string, IEnumerable<string>> entries
    )
    {
        if (pattern.IsEmpty || !Directory.Exists(directory))
        {
            return [];
        }
        var (segment, rest) = (pattern.Span[0], pattern[1..]);
        if (segment == "**")
        {
            // A last ** stands for whatever lies below, at any depth.
            var here = rest.IsEmpty ? entries(directory) : Match(directory, rest, entries);
            return here.Concat(
                Directories(directory).SelectMany(below => Match(below, pattern, entries))
            );
        }
        return rest.IsEmpty
            ? entries(directory).Where(path => IsMatch(segment, path))
            : Directories(directory)
                .Where(path => IsMatch(segment, path))
                .SelectMany(path => Match(path, rest, entries));
    }

    // A link to a directory above would have no end.
    private static IEnumerable<string> Directories(string directory) =>
        Directory
            .EnumerateDirectories(directory)
            .Where(path => !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint));

    private static bool IsMatch(string segment, string path) =>
        FileSystemName.MatchesSimpleExpression(
            segment,
            Path.GetFileName(path),
            OperatingSystem.IsWindows()
        );
}
