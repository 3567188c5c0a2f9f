using DiffPlex.Renderer;

namespace K8sImage.HandOver.Changes;

/// <summary>Compares seeds document by document.</summary>
public static class SeedComparer
{
    /// <summary>What becomes of each node's seed: first the nodes that there are now, then those that are gone.</summary>
    /// <param name="before">Documents by node and name.</param>
    /// <param name="now">The same as they are now.</param>
    public static IReadOnlyList<SeedChange> Compare(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> before,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> now
    ) =>
        [
            .. now.Select(node =>
                before.TryGetValue(node.Key, out var old)
                    ? Compare(node.Key, old, node.Value)
                    : new SeedChange(node.Key, ChangeKind.New, [])
            ),
            .. before
                .Keys.Where(node => !now.ContainsKey(node))
                .Select(node => new SeedChange(node, ChangeKind.Gone, [])),
        ];

    private static SeedChange Compare(
        string node,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> now
    )
    {
        List<DocumentChange> changes = [];
        foreach (var name in now.Keys.Union(before.Keys).Order(StringComparer.Ordinal))
        {
            var (old, text) = (before.GetValueOrDefault(name, ""), now.GetValueOrDefault(name, ""));
            if (old != text)
            {
                changes.Add(
                    new DocumentChange(
                        name,
                        new UnidiffRenderer()
                            .Generate(old, text, $"before/{node}/{name}", $"now/{node}/{name}")
                            .ReplaceLineEndings("\n")
                            .TrimEnd('\n')
                    )
                );
            }
        }
        return new SeedChange(
            node,
            changes.Count == 0 ? ChangeKind.Same : ChangeKind.Changed,
            changes
        );
    }
}
