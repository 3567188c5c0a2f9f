using K8sImage.Packing;

/// <summary>What was packed, and how to use it.</summary>
internal static class PackTable
{
    /// <summary>Prints it.</summary>
    /// <param name="packed">What there is now.</param>
    /// <param name="shown">Shortens a path.</param>
    public static void Print(IReadOnlyList<PackedKubernetes> packed, Func<string, string> shown)
    {
        foreach (var one in packed)
        {
            Console.WriteLine(
                $"Kubernetes {one.Release} {(one.IsNew ? "packed" : "was packed before, of the same programs")}"
            );
            Console.WriteLine($"  repository: {shown(one.Repository)}, signed by {shown(one.Key)}");
            Console.WriteLine($"  images:     {shown(one.Archive)}, {one.Images.Count} of them:");
            foreach (var image in one.Images)
            {
                Console.WriteLine($"              {image}");
            }
        }
    }
}
