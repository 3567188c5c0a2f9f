namespace Nuke.Common.Execution;

/// <summary>What the user has to change before anything can run; shown as its text alone.</summary>
internal sealed class BuildError(string message) : Exception(message);
