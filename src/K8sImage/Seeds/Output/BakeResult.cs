namespace K8sImage.Seeds.Output;

/// <summary>What a bake did.</summary>
/// <param name="Directory">The cluster's directory.</param>
/// <param name="Base">Name of the base image that the cluster's users run.</param>
/// <param name="Nodes">The nodes that were baked, in the cluster file's order.</param>
/// <param name="DisabledSteps">Names of the steps that are turned off.</param>
/// <param name="Removed">Names of nodes that have left the cluster file, and so the directory.</param>
/// <param name="Dropped">Files of steps and roles, none of the project's, that the last bake had and this one has not.</param>
/// <param name="IsRewritten">Whether anything was written at all.</param>
public sealed record BakeResult(
    string Directory,
    string Base,
    IReadOnlyList<BakedNode> Nodes,
    IReadOnlyList<string> DisabledSteps,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Dropped,
    bool IsRewritten
);
