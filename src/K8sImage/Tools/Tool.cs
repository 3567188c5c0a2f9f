using K8sImage.Findings;

namespace K8sImage.Tools;

/// <summary>A program of another project that we call.</summary>
/// <param name="Name">Its name, as in PATH.</param>
/// <param name="Package">The package of Debian and Ubuntu that holds it.</param>
public sealed record Tool(string Name, string Package)
{
    private static readonly string[] SystemDirectories = ["/usr/sbin", "/sbin"];

    /// <summary>Where the program is; null if it isn't installed.</summary>
    /// <param name="searchPath">Directories, separated as in PATH.</param>
    public string? Find(string searchPath) =>
        searchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            // System programs, which a user's PATH may lack.
            .Concat(SystemDirectories)
            .Select(directory => Path.Combine(directory, Name))
            .FirstOrDefault(File.Exists);

    /// <summary>Where the program is.</summary>
    /// <exception cref="FindingException">It isn't installed.</exception>
    public string Locate() => Find(SearchPath) ?? throw new FindingException(Missing([this])!);

    /// <summary>One finding that names all packages to install; null if nothing is missing.</summary>
    /// <param name="tools">The programs that will be called.</param>
    /// <param name="searchPath">Directories, separated as in PATH; null for the process's own.</param>
    public static Finding? Missing(IEnumerable<Tool> tools, string? searchPath = null)
    {
        var missing = tools.Where(tool => tool.Find(searchPath ?? SearchPath) is null).ToList();
        if (missing.Count == 0)
        {
            return null;
        }
        var packages = missing
            .Select(tool => tool.Package)
            .Distinct()
            .Order(StringComparer.Ordinal);
        return ToolRules.Missing.At(
            new Place("this machine"),
            $"not installed: {string.Join(", ", missing.Select(tool => tool.Name))}",
            $"apt-get install {string.Join(' ', packages)}"
        );
    }

    private static string SearchPath => Environment.GetEnvironmentVariable("PATH") ?? "";
}
