using System.Text.RegularExpressions;
using K8sImage.Findings;
using Xunit;

namespace K8sImage.Tests.Findings;

/// <summary>
/// The page that explains each rule. <c>ACCEPT=1</c> brings its headings and printed findings up to date, and adds a
/// section for each new rule, whose text a person then writes.
/// </summary>
public sealed class PageTests
{
    private static readonly string[] SourceDirectories = ["src", "build", "cloud-init"];

    private static readonly string Page = File.ReadAllText(FindingsPage.Path);

    [Fact]
    public void It_has_every_rule_once_and_prints_what_the_program_prints()
    {
        var renewed = FindingsPage.Renewed(Page);
        if (Environment.GetEnvironmentVariable("ACCEPT") is { Length: > 0 })
        {
            File.WriteAllText(FindingsPage.Path, renewed);
            return;
        }
        Assert.Equal(renewed.Split('\n'), Page.Split('\n'));
    }

    [Fact]
    public void Each_section_says_what_the_rule_means_what_it_prints_and_what_to_do()
    {
        var sections = RuleHelp.Read(Page);
        Assert.All(
            sections.Values,
            section =>
            {
                Assert.DoesNotContain(FindingsPage.Unwritten, section, StringComparison.Ordinal);
                Assert.Contains("*Remedy:* ", section, StringComparison.Ordinal);
            }
        );
        Assert.All(
            RuleCatalogue.All,
            rule =>
            {
                var severity = rule.Severity == Severity.Error ? "error" : "warning";
                var lines = FindingsPage.Printed().Match(sections[rule.Code]).Value.Split('\n')[
                    1..^1
                ];
                Assert.NotEmpty(lines);
                Assert.All(
                    lines,
                    line =>
                        Assert.Contains(
                            $": {severity} {rule.Code}: ",
                            line,
                            StringComparison.Ordinal
                        )
                );
            }
        );
    }

    // Lines that no example prints: at least the end of their hint stands in the source.
    [Fact]
    public void Lines_that_are_not_printed_here_are_still_in_the_source()
    {
        var source = string.Concat(
            SourceDirectories
                .SelectMany(directory =>
                    Directory.GetFiles(
                        Path.Combine(Repository.Root, directory),
                        "*",
                        SearchOption.AllDirectories
                    )
                )
                .Where(path => Path.GetExtension(path) is ".cs" or ".yaml")
                .Select(File.ReadAllText)
        );
        string[] lines =
        [
            .. RuleHelp
                .Read(Page)
                .Values.Where(section => !section.Contains("```yaml", StringComparison.Ordinal))
                .SelectMany(section =>
                    FindingsPage.Printed().Match(section).Value.Split('\n')[1..^1]
                ),
        ];
        Assert.NotEmpty(lines);
        Assert.All(
            lines,
            line =>
            {
                var hint = line[(line.LastIndexOf("; ", StringComparison.Ordinal) + 2)..];
                var words = Regex.Split(hint, "[0-9]+").MaxBy(part => part.Length)!;
                var start = words[..Math.Min(words.Length, 12)];
                Assert.Contains(start, source, StringComparison.Ordinal);
            }
        );
    }
}
