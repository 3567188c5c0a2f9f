using K8sImage.Bases;

namespace K8sImage.Disks;

/// <summary>A base image with the <c>image</c>-stage steps of a role already applied.</summary>
/// <param name="Role">The role.</param>
/// <param name="Key">Hash of all that it is made of, 64 hexadecimal digits.</param>
/// <param name="Disk">The file, as guests boot on it.</param>
/// <param name="IsNew">Whether it has just been baked.</param>
public sealed record GoldenDisk(string Role, string Key, BaseDisk Disk, bool IsNew);
