using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Bases.Packages;

/// <summary>
/// What apt, run by mmdebstrap(1) in the locale C.UTF-8, says about the suites of a base; in other words it is not understood.
/// Safe for use from several threads.
/// </summary>
/// <param name="image">The base.</param>
internal sealed partial class SuiteFindings(PackagesBase image)
{
    private const string Else = "else name another suite, or with mirror: a mirror that has it";

    private readonly Dictionary<string, Finding> _found = new(StringComparer.Ordinal);

    /// <summary>What was said so far, one finding a suite. Where a mirror lacks a suite, those that hang on it say no more.</summary>
    public IReadOnlyCollection<Finding> Found
    {
        get
        {
            lock (_found)
            {
                return
                    _found.TryGetValue(image.Suite, out var own) && own.Code == BaseRules.Suite.Code
                    ? [own]
                    : [.. _found.Values];
            }
        }
    }

    /// <summary>Takes a line of the program's.</summary>
    public void Read(string line)
    {
        if (Missing().Match(line) is { Success: true } missing)
        {
            Add(
                missing,
                BaseRules.Suite,
                $"{MirrorOf(missing)} has no suite '{SuiteOf(missing)}'",
                Remedy(SuiteOf(missing))
            );
        }
        else if (Expired().Match(line) is { Success: true } expired)
        {
            Add(
                expired,
                BaseRules.Expired,
                $"the Release file of '{SuiteOf(expired)}' on {MirrorOf(expired)} has expired {expired.Groups["age"]} ago",
                "write checkValidUntil: false to take it all the same, with signatures checked as ever; "
                    + Else
            );
        }
    }

    private string Remedy(string suite) =>
        suite == image.Suite + "-updates" ? "write updates: false if the suite has none; " + Else
        : suite == image.Suite + "-security"
            ? "write security: false if the suite has none; " + Else
        : "write the code name of a suite that it has, or with mirror: the address of a mirror that has this one";

    private static string SuiteOf(Match match) => match.Groups["suite"].Value;

    private static string MirrorOf(Match match) =>
        DebianSources.WithoutSecrets(match.Groups["mirror"].Value) is { Length: > 0 } shown
            ? shown
            : "the mirror";

    private void Add(Match match, Rule rule, string message, string hint)
    {
        lock (_found)
        {
            _found.TryAdd(SuiteOf(match), rule.At(image.SuitePlace, message, hint));
        }
    }

    [GeneratedRegex(
        @"\AE: The repository '(?<mirror>\S+) (?<suite>\S+) Release' does not have a Release file\.\z"
    )]
    private static partial Regex Missing();

    [GeneratedRegex(
        @"\AE: Release file for (?<mirror>\S+)/dists/(?<suite>[^/\s]+)/(In)?Release is expired \(invalid since (?<age>[^)]+)\)\."
    )]
    private static partial Regex Expired();
}
