namespace K8sImage.Tools;

/// <summary>The last lines that a program wrote, for the message when it fails. Safe for use from several threads.</summary>
/// <param name="count">How many lines are kept.</param>
internal sealed class LastLines(int count)
{
    private readonly Queue<string> _lines = new();

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }
        lock (_lines)
        {
            _lines.Enqueue(line.Trim());
            if (_lines.Count > count)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>The lines, separated by <c> / </c>.</summary>
    public override string ToString()
    {
        lock (_lines)
        {
            return _lines.Count == 0 ? "it said nothing" : string.Join(" / ", _lines);
        }
    }
}
