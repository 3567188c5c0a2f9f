using System.Globalization;
using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>What a node said on its console of its part in forming the cluster.</summary>
/// <param name="Line">Line of the console's log, from 1.</param>
/// <param name="Uptime">Seconds since the node's kernel started.</param>
/// <param name="Words">What it did or waited for.</param>
public sealed partial record BootstrapLine(int Line, int Uptime, string Words)
{
    /// <summary>Reads the lines out of a console's log.</summary>
    public static IReadOnlyList<BootstrapLine> In(string console) =>
        [
            .. console
                .Split('\n')
                .Select((text, i) => (Match: Form().Match(ConsoleScanner.Plain(text)), Line: i + 1))
                .Where(line => line.Match.Success)
                .Select(line => new BootstrapLine(
                    line.Line,
                    int.Parse(line.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                    line.Match.Groups[2].Value.Trim()
                )),
        ];

    /// <summary>The finding that a line is, where it has a code: it was the node's last word.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="console">The console's log.</param>
    internal Finding? ToFinding(string node, string console) =>
        Code().Match(Words) is { Success: true } match
        && BootstrapRules.ByCode.TryGetValue(match.Value, out var rule)
            ? rule.At(
                new Place(console, Line),
                $"{node}: {Words}",
                $"docs/findings.md explains {rule.Code}; on the node: /var/log/k8simage-bootstrap.log"
            )
            : null;

    [GeneratedRegex(@"k8simage-bootstrap: \[([0-9]{1,9})\] (.*)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\bK8S[0-9]{3}\b")]
    private static partial Regex Code();
}
