namespace K8sImage.Tests;

/// <summary>Where this repository's own files are.</summary>
internal static class Repository
{
    /// <summary>The directory that holds the solution.</summary>
    public static readonly string Root = Find();

    /// <summary>The project's own steps and roles.</summary>
    public static readonly string CloudInit = Path.Combine(Root, "cloud-init");

    /// <summary>The cluster file of the guide's cluster.</summary>
    public static readonly string Lab = Path.Combine(Root, "images", "clusters", "lab.yaml");

    /// <summary>This project's directory.</summary>
    public static readonly string Tests = Path.Combine(Root, "tests", "K8sImage.Tests");

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "K8sImage.sln")))
        {
            directory =
                directory.Parent
                ?? throw new DirectoryNotFoundException(
                    $"no directory above {AppContext.BaseDirectory} holds K8sImage.sln"
                );
        }
        return directory.FullName;
    }
}
