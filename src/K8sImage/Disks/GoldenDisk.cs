using K8sImage.Bases;

namespace K8sImage.Disks;

/// <summary>A base image with the <c>image</c>-stage steps of a role already applied.</summary>
/// <param name="Record">What stands beside it.</param>
/// <param name="Disk">The file, as guests boot on it.</param>
/// <param name="IsNew">Whether it has just been baked.</param>
public sealed record GoldenDisk(DiskRecord Record, BaseDisk Disk, bool IsNew);
