using System.Diagnostics;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>Reads what a running node says of its part in forming the cluster.</summary>
/// <param name="node">Name of the node.</param>
/// <param name="console">Its console's log.</param>
/// <param name="clock">Runs since the node was switched on.</param>
internal sealed class BootstrapTail(string node, string console, Stopwatch clock)
{
    private readonly LogTail _log = new(console);
    private int _seen;

    /// <summary>The node's last word; null before its first.</summary>
    public BootstrapLine? Last { get; private set; }

    /// <summary>What is new.</summary>
    public IReadOnlyList<ClusterEvent> ReadNew()
    {
        if (_log.ReadNew().Length == 0)
        {
            return [];
        }
        // What stands behind the last line's end may still grow.
        var text = _log.Text;
        var lines = BootstrapLine.In(text[..(text.LastIndexOf('\n') + 1)]);
        ClusterEvent[] events =
        [
            .. lines.Skip(_seen).Select(line => new ClusterEvent(node, clock.Elapsed, line)),
        ];
        _seen = lines.Count;
        Last = lines.Count > 0 ? lines[^1] : null;
        return events;
    }
}
