using Nuke.Common.CI.GitHubActions;

namespace Nuke.Common;

/// <summary>Where a build runs.</summary>
public abstract class Host
{
    internal static readonly string[] Names = [nameof(GitHubActions), nameof(Terminal)];

    /// <summary>The name that <c>--host</c> takes.</summary>
    public override string ToString() => GetType().Name;

    internal static Host Default =>
        Named(GitHubActions.IsRunning ? nameof(GitHubActions) : nameof(Terminal));

    internal static Host Named(string name) =>
        Parameters.Names.AreSame(name, nameof(GitHubActions))
            ? new GitHubActions()
            : new Terminal();
}

/// <summary>A person's own machine.</summary>
public sealed class Terminal : Host;
