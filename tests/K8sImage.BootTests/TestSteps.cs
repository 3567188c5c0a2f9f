namespace K8sImage.BootTests;

/// <summary>A directory for <c>--steps</c> with one step of the tests, and the project's roles with that step in them.</summary>
public static class TestSteps
{
    /// <summary>Writes it.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="step">Path of the step's file in <c>tests/K8sImage.BootTests</c>.</param>
    /// <param name="roles">The roles that have it.</param>
    public static async Task WriteAsync(
        string directory,
        string step,
        params IReadOnlyList<string> roles
    )
    {
        Directory.CreateDirectory(Path.Combine(directory, "steps"));
        Directory.CreateDirectory(Path.Combine(directory, "roles"));
        File.Copy(
            Path.Combine(Repository.Root, "tests", "K8sImage.BootTests", step),
            Path.Combine(directory, "steps", Path.GetFileName(step))
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
                    $"  - {Path.GetFileNameWithoutExtension(step)}\n  - self-check\n",
                    StringComparison.Ordinal
                )
            );
        }
    }
}
