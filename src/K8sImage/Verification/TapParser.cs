using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Machines;

namespace K8sImage.Verification;

/// <summary>
/// Reads what one boot said: TAP 14 (testanything.org), narrowed to exactly the lines that a node's self-check writes.
/// Whatever is missing, doubled, cut or foreign is a finding; nothing is forgiven but the carriage returns that a serial
/// port may add, and what a UEFI firmware says before the system runs: it writes to all serial ports.
/// </summary>
public sealed partial class TapParser
{
    /// <summary>The beginning of the last line; what comes after it is the nonce and the sums.</summary>
    public const string EndMark = "# k8simage end nonce=";

    private readonly string _shownAs;
    private readonly FindingCollection _findings;
    private readonly Firmware _firmware;
    private readonly List<CheckResult> _checks = [];
    private readonly List<string> _off = [];
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);
    private TapHeader? _header;
    private int? _planned;
    private bool _hasVersion;
    private int? _endedAt;
    private TapDiagnosticReader? _diagnostic;

    private TapParser(string shownAs, FindingCollection findings, Firmware firmware)
    {
        _shownAs = shownAs;
        _findings = findings;
        _firmware = firmware;
    }

    /// <summary>Reads a verdict.</summary>
    /// <param name="text">All that came through the serial port in one boot.</param>
    /// <param name="nonce">The nonce that the boot was given.</param>
    /// <param name="shownAs">Name of the log in findings.</param>
    /// <param name="findings">Takes what is wrong with the form; failed checks are not among it.</param>
    /// <param name="firmware">What started the guest.</param>
    public static TapReport Parse(
        string text,
        string nonce,
        string shownAs,
        FindingCollection findings,
        Firmware firmware = Firmware.Bios
    )
    {
        var parser = new TapParser(shownAs, findings, firmware);
        parser.ReadLines(text);
        parser.CheckWhole(text, nonce);
        return new TapReport(
            parser._header,
            parser._planned,
            parser._checks,
            parser._off,
            parser._endedAt is not null
        )
        {
            Facts = parser._facts,
            Times = BootTimeline.Of(parser._facts),
        };
    }

    private void ReadLines(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
            if (i < lines.Length - 1)
            {
                Read(line, i + 1);
            }
            else if (line.Length > 0)
            {
                Add(
                    VerificationRules.CutLine,
                    i + 1,
                    $"the log ends within a line: '{Shown.Short(line)}'",
                    "the guest stopped, or was stopped, while it wrote"
                );
            }
        }
    }

    private void Read(string line, int number)
    {
        if (_diagnostic is not null)
        {
            if (_diagnostic.Read(line, number))
            {
                return;
            }
            CloseDiagnostic();
            if (line == TapDiagnosticReader.End)
            {
                return;
            }
        }
        if (_endedAt is not null)
        {
            var doubled = line == VersionLine || line.StartsWith(EndMark, StringComparison.Ordinal);
            Add(
                doubled ? VerificationRules.DoubledLine : VerificationRules.ForeignLine,
                number,
                $"after the end there is '{Shown.Short(line)}'",
                "the guest's self-check ran twice, or something else writes to this port"
            );
        }
        else if (line == VersionLine)
        {
            Once(_hasVersion, number, "the version");
            _hasVersion = true;
        }
        else if (Header().Match(line) is { Success: true } header)
        {
            Once(_header is not null, number, "the header");
            _header ??= new TapHeader(
                header.Groups["nonce"].Value,
                header.Groups["boot"].Value,
                header.Groups["instance"].Value,
                header.Groups["node"].Value
            );
        }
        else if (Plan().Match(line) is { Success: true } plan)
        {
            Once(_planned is not null, number, "the plan");
            _planned ??= int.Parse(plan.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        else if (Check().Match(line) is { Success: true } check)
        {
            ReadCheck(check, number);
        }
        else if (Off().Match(line) is { Success: true } off)
        {
            Once(_off.Contains(off.Groups[1].Value), number, "a step that is off");
            _off.Add(off.Groups[1].Value);
        }
        else if (Fact().Match(line) is { Success: true } fact)
        {
            Once(
                !_facts.TryAdd(fact.Groups["name"].Value, fact.Groups["value"].Value),
                number,
                $"the fact {fact.Groups["name"].Value}"
            );
        }
        else if (End().Match(line) is { Success: true } end)
        {
            ReadEnd(end, number);
        }
        else if (_hasVersion || _firmware == Firmware.Bios)
        {
            Add(
                VerificationRules.ForeignLine,
                number,
                $"'{Shown.Short(line)}' is no line of a verdict",
                "a line was damaged, or something else writes to this port"
            );
        }
    }

    private void ReadCheck(Match match, int line)
    {
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        if (_checks.Exists(check => check.Number == number))
        {
            Once(true, line, $"check {number}");
        }
        else if (number != (_checks.Count == 0 ? 1 : _checks[^1].Number + 1))
        {
            Add(
                VerificationRules.WrongNumber,
                line,
                $"check {number} does not follow check {(_checks.Count == 0 ? 0 : _checks[^1].Number)}",
                "lines were lost, or came in another order"
            );
        }
        var passed = match.Groups["not"].Length == 0;
        _checks.Add(
            new CheckResult(
                number,
                match.Groups["step"].Value,
                match.Groups["name"].Value,
                passed,
                line
            )
        );
        if (!passed)
        {
            _diagnostic = new TapDiagnosticReader(
                line,
                (at, message) =>
                    Add(
                        VerificationRules.CutLine,
                        at,
                        message,
                        "a part of what the failed check saw was lost"
                    )
            );
        }
    }

    private void ReadEnd(Match end, int line)
    {
        _endedAt = line;
        if (_header is not null && end.Groups["nonce"].Value != _header.Nonce)
        {
            Add(
                VerificationRules.WrongNonce,
                line,
                $"the end carries the nonce {end.Groups["nonce"].Value}, the header {_header.Nonce}",
                "two verdicts have run into each other"
            );
        }
        var passed = _checks.Count(check => check.Passed);
        var saidPassed = int.Parse(end.Groups["passed"].ValueSpan, CultureInfo.InvariantCulture);
        var saidFailed = int.Parse(end.Groups["failed"].ValueSpan, CultureInfo.InvariantCulture);
        if (saidPassed != passed || saidFailed != _checks.Count - passed)
        {
            Add(
                VerificationRules.WrongSum,
                line,
                $"the end says {saidPassed} passed and {saidFailed} failed, the lines {passed} and {_checks.Count - passed}",
                "lines were lost or damaged"
            );
        }
    }

    private void CloseDiagnostic()
    {
        _checks[^1] = _checks[^1] with { Diagnostic = _diagnostic!.Finish() };
        _diagnostic = null;
    }

    private void CheckWhole(string text, string nonce)
    {
        if (_diagnostic is not null)
        {
            CloseDiagnostic();
        }
        if (text.Length == 0)
        {
            Add(
                VerificationRules.NoVerdict,
                0,
                "the guest said nothing",
                "its self-check did not start: look for its unit k8simage-verify in the console's log"
            );
            return;
        }
        Require(_hasVersion, $"the line '{VersionLine}'");
        Require(_header is not null, "the header with nonce, boot, instance and node");
        Require(_planned is not null, "the plan");
        if (_endedAt is null)
        {
            Add(
                VerificationRules.NoVerdict,
                0,
                "the verdict has no end",
                "the guest stopped, or was stopped, before all checks were done"
            );
        }
        if (_header is not null && _header.Nonce != nonce)
        {
            Add(
                VerificationRules.WrongNonce,
                0,
                $"the verdict carries the nonce {_header.Nonce}, this boot's is {nonce}",
                "the verdict is another boot's, or the guest could not read the credential k8simage.nonce"
            );
        }
        if (
            _planned is not null
            && _planned != _checks.Select(check => check.Number).Distinct().Count()
        )
        {
            Add(
                VerificationRules.MissingLine,
                0,
                $"{_planned} checks are announced, {_checks.Count} are there",
                "lines were lost, or the guest stopped too early"
            );
        }
    }

    private void Require(bool isThere, string what)
    {
        if (!isThere)
        {
            Add(
                VerificationRules.MissingLine,
                0,
                $"{what} is missing",
                "the beginning of the verdict was lost"
            );
        }
    }

    private void Once(bool isThere, int line, string what)
    {
        if (isThere)
        {
            Add(
                VerificationRules.DoubledLine,
                line,
                $"{what} comes twice",
                "the guest's self-check ran twice, or two of them at a time"
            );
        }
    }

    private void Add(Rule rule, int line, string message, string hint) =>
        _findings.Add(rule.At(new Place(_shownAs, line), message, hint));

    private const string VersionLine = "TAP version 14";

    [GeneratedRegex(
        @"\A# k8simage nonce=(?<nonce>\S+) boot=(?<boot>[0-9a-f-]{36}) instance=(?<instance>\S+) node=(?<node>\S*)\z"
    )]
    private static partial Regex Header();

    [GeneratedRegex(@"\A1\.\.([0-9]{1,6})\z")]
    private static partial Regex Plan();

    // U+FFFD stands for bytes that are no UTF-8.
    [GeneratedRegex(
        @"\A(?<not>not )?ok (?<number>[1-9][0-9]{0,5}) - (?<step>[a-z0-9][a-z0-9-]*): (?<name>[^\x00-\x1F\x7F\uFFFD]+)\z"
    )]
    private static partial Regex Check();

    [GeneratedRegex(@"\A# off: ([a-z0-9][a-z0-9-]*)\z")]
    private static partial Regex Off();

    [GeneratedRegex(@"\A# k8simage fact (?<name>[A-Za-z][A-Za-z0-9-]*)=(?<value>[ -~]*)\z")]
    private static partial Regex Fact();

    [GeneratedRegex(
        @"\A# k8simage end nonce=(?<nonce>\S+) passed=(?<passed>[0-9]{1,6}) failed=(?<failed>[0-9]{1,6})\z"
    )]
    private static partial Regex End();
}
