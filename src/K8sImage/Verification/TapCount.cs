using System.Globalization;

namespace K8sImage.Verification;

/// <summary>
/// Counts the lines of a verdict while they come, for a live view. The verdict itself is read by <see cref="TapParser"/>
/// when it is whole.
/// </summary>
internal readonly record struct TapCount(
    int Planned,
    int Done,
    int Failed,
    bool IsEnded,
    string Rest
)
{
    public TapCount()
        : this(0, 0, 0, false, "") { }

    /// <summary>The counts with more text; it may end within a line.</summary>
    public TapCount Add(string text)
    {
        if (text.Length == 0)
        {
            return this;
        }
        var lines = (Rest + text).Split('\n');
        var count = this with { Rest = lines[^1] };
        foreach (var line in lines.SkipLast(1))
        {
            if (line.StartsWith("ok ", StringComparison.Ordinal))
            {
                count = count with { Done = count.Done + 1 };
            }
            else if (line.StartsWith("not ok ", StringComparison.Ordinal))
            {
                count = count with { Done = count.Done + 1, Failed = count.Failed + 1 };
            }
            else if (
                line.StartsWith("1..", StringComparison.Ordinal)
                && int.TryParse(
                    line.AsSpan(3),
                    NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out var planned
                )
            )
            {
                count = count with { Planned = planned };
            }
            else if (line.StartsWith(TapParser.EndMark, StringComparison.Ordinal))
            {
                count = count with { IsEnded = true };
            }
        }
        return count;
    }
}
