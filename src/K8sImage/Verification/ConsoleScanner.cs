using System.Text.RegularExpressions;

namespace K8sImage.Verification;

/// <summary>Looks through a console's lines as they come.</summary>
public sealed partial class ConsoleScanner
{
    // A line that comes ten thousand times is said often enough.
    private const int MostOfAKind = 5;

    private readonly List<ConsoleHit> _hits = [];
    private readonly List<HarmlessHit> _harmless = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private string _rest = "";
    private int _line;

    /// <summary>The lines that mean trouble; of each pattern the first five.</summary>
    public IReadOnlyList<ConsoleHit> Hits => _hits;

    /// <summary>The lines that look like trouble and are none; of each reason the first five.</summary>
    public IReadOnlyList<HarmlessHit> Harmless => _harmless;

    /// <summary>How many lines were complete so far.</summary>
    public int Lines => _line;

    /// <summary>Whether cloud-init has said a word.</summary>
    public bool HasCloudInit { get; private set; }

    /// <summary>Whether a login prompt is there. It proves nothing: a broken guest may reach it.</summary>
    public bool HasLogin { get; private set; }

    /// <summary>How far the boot is, in a few words.</summary>
    public string Stage { get; private set; } = "firmware";

    /// <summary>Looks through what was added to the console.</summary>
    /// <param name="text">The addition; may end within a line.</param>
    public void Add(string text)
    {
        var lines = (_rest + text).Split('\n');
        foreach (var line in lines.SkipLast(1))
        {
            _line++;
            Scan(Plain(line));
        }
        _rest = lines[^1];
        // A prompt has no line break behind it.
        Look(Plain(_rest));
    }

    /// <summary>Looks through what is left: the last line of a console that has ended.</summary>
    public void Finish()
    {
        if (_rest.Length > 0)
        {
            _line++;
            Scan(Plain(_rest));
            _rest = "";
        }
    }

    /// <summary>A line as a person reads it: without colours, cursor movements and carriage returns.</summary>
    public static string Plain(string line) => Escapes().Replace(line, "");

    private void Scan(string line)
    {
        Look(line);
        foreach (var pattern in ConsolePatterns.Bad.Where(pattern => pattern.Regex.IsMatch(line)))
        {
            if (
                ConsolePatterns.Harmless.FirstOrDefault(one => one.Regex.IsMatch(line)) is
                { } harmless
            )
            {
                AddHarmless(line, harmless.Reason);
                return;
            }
            if (
                _hits.Count(hit => hit.Pattern == pattern) < MostOfAKind
                // systemd says the same to the kernel's log and to the console.
                && _seen.Add(pattern.Name + Stamp().Replace(line, ""))
            )
            {
                _hits.Add(new ConsoleHit(_line, line, pattern));
            }
        }
    }

    private void AddHarmless(string line, string reason)
    {
        if (_harmless.Count(hit => hit.Reason == reason) < MostOfAKind)
        {
            _harmless.Add(new HarmlessHit(_line, line, reason));
        }
    }

    private void Look(string line)
    {
        HasLogin |= Login().IsMatch(line);
        if (Stages().Match(line) is not { Success: true } match)
        {
            return;
        }
        HasCloudInit |= match.Groups["cloud"].Success;
        Stage =
            match.Groups["package"].Success ? "installing " + match.Groups["package"].Value
            : match.Groups["cloud"].Success ? "cloud-init " + match.Groups["cloud"].Value
            : match.Groups["systemd"].Success ? "systemd"
            : "kernel";
    }

    // ECMA-48 control sequences, and single control characters.
    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])|[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"^\[ *[0-9]+\.[0-9]+\] ")]
    private static partial Regex Stamp();

    [GeneratedRegex(@"^[A-Za-z0-9.-]+ login: ?$")]
    private static partial Regex Login();

    [GeneratedRegex(
        @"(?<kernel>Linux version [0-9])|(?<systemd>systemd\[1\]: systemd [0-9]+)|Cloud-init v\. \S+ (running '?(?<cloud>[a-z:-]+)|(?<cloud>finished))|Setting up (?<package>[a-z0-9][a-z0-9+.-]*)(:[a-z0-9]+)? \("
    )]
    private static partial Regex Stages();
}
