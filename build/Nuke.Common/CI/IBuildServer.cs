namespace Nuke.Common.CI;

/// <summary>A <see cref="Host"/> that is a build server.</summary>
public interface IBuildServer;
