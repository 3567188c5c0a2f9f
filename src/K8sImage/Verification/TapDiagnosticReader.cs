using System.Text.Json;

namespace K8sImage.Verification;

/// <summary>Reads the block that follows a failed check: four keys in order, each with a JSON string.</summary>
/// <param name="checkLine">Line of the check.</param>
/// <param name="complain">Takes a line and what is wrong there.</param>
internal sealed class TapDiagnosticReader(int checkLine, Action<int, string> complain)
{
    /// <summary>The last line of a block.</summary>
    public const string End = "  ...";

    private const string Start = "  ---";
    private static readonly string[] Keys = ["run", "wanted", "seen", "hint"];

    private readonly List<string> _values = [];
    private bool _started;
    private bool _isWhole;

    /// <summary>Reads a line.</summary>
    /// <returns>Whether the block goes on; the line that ends it may be the next check's.</returns>
    public bool Read(string line, int number)
    {
        if (!_started)
        {
            _started = line == Start;
            return _started;
        }
        if (line == End)
        {
            _isWhole = _values.Count == Keys.Length;
            return false;
        }
        if (
            _values.Count < Keys.Length
            && line.StartsWith($"  {Keys[_values.Count]}: ", StringComparison.Ordinal)
        )
        {
            try
            {
                _values.Add(
                    JsonSerializer.Deserialize<string>(line[(Keys[_values.Count].Length + 4)..])
                        ?? throw new JsonException()
                );
                return true;
            }
            catch (JsonException)
            {
                complain(number, $"what follows '{Keys[_values.Count]}:' is no JSON string");
                // The rest of the block is read on, so that it isn't taken for foreign lines.
                _values.Add("");
                return true;
            }
        }
        return false;
    }

    /// <summary>What the block said; null, with a complaint, if it isn't whole.</summary>
    public CheckDiagnostic? Finish()
    {
        if (!_isWhole)
        {
            complain(checkLine, "what the failed check saw is missing or incomplete");
            return null;
        }
        return new CheckDiagnostic(_values[0], _values[1], _values[2], _values[3]);
    }
}
