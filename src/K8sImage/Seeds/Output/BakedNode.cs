namespace K8sImage.Seeds.Output;

/// <summary>What a bake did for one node.</summary>
/// <param name="Image">What the node's directory holds now.</param>
/// <param name="Changed">Names of the files that differ from last time; empty where none does.</param>
/// <param name="IsNew">Whether there was no such node last time.</param>
public sealed record BakedNode(NodeImage Image, IReadOnlyList<string> Changed, bool IsNew);
