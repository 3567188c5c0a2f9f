namespace K8sImage.BootTests;

/// <summary>What targets write, in the project's own directory.</summary>
internal static class Artifacts
{
    /// <summary>Removes all that was made of a test's cluster file, which lies elsewhere in each run.</summary>
    public static void Remove(string cluster)
    {
        foreach (var room in (string[])["images", "disks", "verdicts", "handover"])
        {
            var root = Path.Combine(Repository.Root, "artifacts", room);
            if (!Directory.Exists(root))
            {
                continue;
            }
            File.Delete(Path.Combine(root, cluster + ".zip"));
            File.Delete(Path.Combine(root, $".{cluster}.record"));
            if (Directory.Exists(Path.Combine(root, cluster)))
            {
                Directory.Delete(Path.Combine(root, cluster), recursive: true);
            }
        }
    }
}
