namespace K8sImage.Findings;

/// <summary>What <c>docs/findings.md</c> says of each rule; the page is part of the assembly.</summary>
public static class RuleHelp
{
    /// <summary>How the heading of a rule begins.</summary>
    public const string Heading = "### ";

    private static readonly Lazy<Dictionary<string, string>> Sections = new(() => Read(Page()));

    /// <summary>The section of a rule as Markdown, without its heading; null where the page has none.</summary>
    public static string? Of(string code) => Sections.Value.GetValueOrDefault(code);

    /// <summary>The sections of a page by the codes in their headings (<c>### K8S001 Title</c>).</summary>
    public static Dictionary<string, string> Read(string page) =>
        page.ReplaceLineEndings("\n")
            .Split("\n" + Heading)
            .Skip(1)
            // A heading of the level above ends a section, too.
            .Select(section => section.Split("\n## ")[0].Split('\n', 2))
            .ToDictionary(
                parts => parts[0].Split(' ')[0],
                parts => parts[^1].Trim(),
                StringComparer.Ordinal
            );

    private static string Page()
    {
        using var stream = typeof(RuleHelp).Assembly.GetManifestResourceStream(
            "K8sImage.Findings.findings.md"
        )!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
