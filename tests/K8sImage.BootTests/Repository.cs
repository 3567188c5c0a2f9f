namespace K8sImage.BootTests;

/// <summary>The repository that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "K8sImage.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory)!);
}
