using K8sImage.Findings;

namespace K8sImage.Steps;

/// <summary>What makes a check of one node fail: proof that the check can.</summary>
/// <param name="Place">Where it is declared.</param>
public abstract record NodeFault(Place Place);

/// <summary>A fault that the node makes itself, when all else of its first boot is done.</summary>
/// <param name="Command">A command for a POSIX shell, run as root.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record CommandFault(string Command, Place Place) : NodeFault(Place);

/// <summary>A fault in what the node's seed says.</summary>
/// <param name="In"><c>network-config</c>, <c>user-data</c> (its files aside), or the path of a file under write_files.</param>
/// <param name="Text">The text that is replaced wherever it occurs there.</param>
/// <param name="With">What takes its place.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record TextFault(string In, string Text, string With, Place Place) : NodeFault(Place);
