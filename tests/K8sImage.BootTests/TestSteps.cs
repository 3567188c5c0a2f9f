namespace K8sImage.BootTests;

/// <summary>A directory for <c>--steps</c> with steps of the tests, and the project's roles with these in them.</summary>
public static class TestSteps
{
    /// <summary>Writes it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="roles">The roles that have them.</param>
    /// <param name="steps">Paths of the steps' files in <c>tests/K8sImage.BootTests</c>.</param>
    public static async Task WriteAsync(
        string directory,
        IReadOnlyList<string> roles,
        params IReadOnlyList<string> steps
    )
    {
        Directory.CreateDirectory(Path.Combine(directory, "steps"));
        Directory.CreateDirectory(Path.Combine(directory, "roles"));
        foreach (var step in steps)
        {
            File.Copy(
                Path.Combine(Repository.Root, "tests", "K8sImage.BootTests", step),
                Path.Combine(directory, "steps", Path.GetFileName(step))
            );
        }
        var entries = string.Concat(
            steps.Select(step => $"  - {Path.GetFileNameWithoutExtension(step)}\n")
        );
        foreach (var role in roles)
        {
            var file = Path.Combine("roles", role + ".yaml");
            var text = await File.ReadAllTextAsync(
                Path.Combine(Repository.Root, "cloud-init", file)
            );
            await File.WriteAllTextAsync(
                Path.Combine(directory, file),
                text.Replace(
                    "  - self-check\n",
                    entries + "  - self-check\n",
                    StringComparison.Ordinal
                )
            );
        }
    }
}
