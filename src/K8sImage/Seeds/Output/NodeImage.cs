using K8sImage.Files;

namespace K8sImage.Seeds.Output;

/// <summary>What the manifest says of one node.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Address">Its IPv4 address.</param>
/// <param name="InstanceId">The seed's instance-id.</param>
/// <param name="Steps">Names of its steps in the order in which they are applied.</param>
/// <param name="Files">Its files.</param>
public sealed record NodeImage(
    string Name,
    string Role,
    string Address,
    string InstanceId,
    IReadOnlyList<string> Steps,
    IReadOnlyList<FileDigest> Files
);
