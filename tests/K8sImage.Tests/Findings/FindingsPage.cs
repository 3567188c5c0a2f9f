using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Tests.Findings;

/// <summary><c>docs/findings.md</c>: an introduction, and a section for each rule under the heading of its kind.</summary>
internal static partial class FindingsPage
{
    /// <summary>What stands in a section that nobody has written yet.</summary>
    public const string Unwritten = "To be written.";

    public static readonly string Path = System.IO.Path.Combine(
        Repository.Root,
        "docs",
        "findings.md"
    );

    private static readonly (string Codes, string Title)[] Kinds =
    [
        ("K8S0", "Files"),
        ("K8S1", "Cluster files"),
        ("K8S2", "Steps and roles"),
        ("K8S3", "Seeds"),
        ("K8S4", "Programs and base images"),
        ("K8S5", "Machines"),
        ("K8S6", "Boots, reports and options"),
        ("K8S7", "Faults, golden disks and hand-over"),
        ("K8S8", "Validation"),
        ("K8S9", "Kubernetes and clusters that form"),
    ];

    /// <summary>The page as it has to be: the text of each section kept, headings and printed findings as they are today.</summary>
    public static string Renewed(string page)
    {
        var sections = RuleHelp.Read(page);
        var text = page.Split("\n## ")[0].TrimEnd() + "\n";
        foreach (var (codes, title) in Kinds)
        {
            text += $"\n## {title}\n";
            foreach (
                var rule in RuleCatalogue.All.Where(rule =>
                    rule.Code.StartsWith(codes, StringComparison.Ordinal)
                )
            )
            {
                var section = sections.GetValueOrDefault(rule.Code, $"*Error.* {Unwritten}");
                text += $"\n### {rule.Code} {rule.Title}\n\n{Renewed(rule, section)}\n";
            }
        }
        return text;
    }

    private static string Renewed(Rule rule, string section)
    {
        section = Severity()
            .Replace(
                section,
                rule.Severity == K8sImage.Findings.Severity.Error ? "*Error.*" : "*Warning.*",
                1
            );
        return Example.Run(section) is { } found
            ? Printed().Replace(section, _ => $"```text\n{found}```", 1)
            : section;
    }

    [GeneratedRegex(@"\A\*(Error|Warning)\.\*")]
    private static partial Regex Severity();

    [GeneratedRegex(@"^```text\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    public static partial Regex Printed();
}
