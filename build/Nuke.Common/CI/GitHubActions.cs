namespace Nuke.Common.CI.GitHubActions;

/// <summary>A runner of GitHub Actions, known by <c>GITHUB_ACTIONS</c> (docs.github.com, "Default variables").</summary>
public sealed class GitHubActions : Host, IBuildServer
{
    internal static bool IsRunning =>
        Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true";
}
