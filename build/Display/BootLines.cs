using System.Collections.Concurrent;
using System.Globalization;
using K8sImage.Verification;

/// <summary>Says in a line of its own whenever a node comes to another stage.</summary>
internal sealed class BootLines : IProgress<NodeProgress>
{
    private readonly ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);

    public void Report(NodeProgress value)
    {
        if (value.Passed is not null)
        {
            // The log says so.
            return;
        }
        var checks =
            value.ChecksPlanned > 0 && value.ChecksDone == value.ChecksPlanned
                ? $", {value.ChecksDone} checks, {value.ChecksFailed} failed"
                : "";
        var line = $"boot {value.Boot}: {value.Stage}{checks}";
        if (_last.TryGetValue(value.Node, out var last) && last == line)
        {
            return;
        }
        _last[value.Node] = line;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value.Node, -16} {value.Elapsed.TotalSeconds, 5:f0} s  {line}"
            )
        );
    }
}
