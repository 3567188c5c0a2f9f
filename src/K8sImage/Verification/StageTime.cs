namespace K8sImage.Verification;

/// <summary>A stage of a boot.</summary>
/// <param name="Name">What people call it, for example <c>cloud-init local</c>.</param>
/// <param name="Start">When it began, in seconds since the kernel's start.</param>
/// <param name="End">When it ended, in seconds since the kernel's start.</param>
public sealed record StageTime(string Name, double Start, double End);
