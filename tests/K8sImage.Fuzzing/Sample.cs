namespace K8sImage.Fuzzing;

/// <summary>What a file is to the program.</summary>
internal enum Kind
{
    Cluster,
    Step,
    Role,
    Base,
}

/// <summary>A file that is right, of which wrong ones are made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">What it holds.</param>
internal sealed record Sample(Kind Kind, string Name, byte[] Bytes)
{
    /// <summary>The files that come with the project.</summary>
    /// <param name="root">The project's directory.</param>
    public static IReadOnlyList<Sample> All(string root) =>
        [
            .. Of(Kind.Cluster, root, "images/clusters"),
            .. Of(Kind.Cluster, root, "tests/K8sImage.BootTests"),
            .. Of(Kind.Cluster, root, "tests/K8sImage.Tests/Seeds/Variants"),
            .. Of(Kind.Step, root, "cloud-init/steps"),
            .. Of(Kind.Role, root, "cloud-init/roles"),
            .. Of(Kind.Base, root, "images/bases"),
        ];

    private static IEnumerable<Sample> Of(Kind kind, string root, string directory) =>
        Directory
            .GetFiles(Path.Combine(root, directory), "*.yaml")
            .Order(StringComparer.Ordinal)
            .Select(path => new Sample(kind, Path.GetFileName(path), File.ReadAllBytes(path)));
}
