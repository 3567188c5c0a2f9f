namespace K8sImage.Tools;

/// <summary>
/// Where a user's programs keep what they can make again: <c>k8simage</c> below <c>XDG_CACHE_HOME</c> or <c>~/.cache</c> (XDG
/// Base Directory Specification).
/// </summary>
public static class UserCache
{
    /// <summary>Path of a directory in it, which need not be there.</summary>
    public static string Directory(string name) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
                ? cache
                : Path.Combine(
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                    ".cache"
                ),
            "k8simage",
            name
        );
}
