using System.Diagnostics;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>A boot whose node has judged itself and still runs.</summary>
/// <param name="Node">The node.</param>
/// <param name="Number">Number of the boot, from 1.</param>
/// <param name="Nonce">The boot's nonce.</param>
/// <param name="Guest">The running guest.</param>
/// <param name="Clock">Runs since the node was switched on, or restarted.</param>
/// <param name="ConsoleLog">What it prints on its console.</param>
public sealed record RunningBoot(
    NodeUnderTest Node,
    int Number,
    string Nonce,
    Guest Guest,
    Stopwatch Clock,
    string ConsoleLog
);
