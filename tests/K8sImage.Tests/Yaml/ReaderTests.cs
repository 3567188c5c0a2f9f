using FsCheck;
using FsCheck.Fluent;
using K8sImage.Findings;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Yaml;

public sealed class ReaderTests
{
    private readonly FindingCollection _findings = [];

    [Theory]
    [InlineData("K8S004", "a:\n§\tb: 1\n")]
    [InlineData("K8S004", "a:\n  b: 1\n §\tc: 1\n")]
    [InlineData("K8S004", "a: b\0§c\n")]
    [InlineData("K8S004", "a: [1, 2\n§")]
    [InlineData("K8S004", "a: §*nowhere\n")]
    [InlineData("K8S004", "a: &itself [§*itself]\n")]
    [InlineData("K8S004", "a: [§1,\n2\nb: 3\n")]
    [InlineData("K8S004", "§a: !![\n~")]
    [InlineData("K8S005", "a: 1\n§---\nb: 2\n")]
    [InlineData("K8S006", "a: 1\nb: 2\n§a: 3\n")]
    [InlineData("K8S006", "{ b: { a: 1, §\"a\": 1 } }\n")]
    [InlineData("K8S010", "a: §!!python/object/apply:os.system [reboot]\n")]
    [InlineData("K8S010", "a: §!!binary aGVsbG8=\n")]
    [InlineData("K8S011", "§{ a: 1 }: 2\n")]
    [InlineData("K8S011", "a: {§{ node.name }}\n")]
    [InlineData("K8S012", "a: §\"\\0\"\n")]
    [InlineData("K8S004", "a: §\"\\ud800\"\n")]
    public void A_fault_is_found_at_its_place(string code, string text)
    {
        var marked = new Marked(text, "f.yaml");
        YamlReader.Read(marked.Text, "f.yaml", _findings);
        marked.AssertOnly(code, _findings);
    }

    [Fact]
    public void A_key_that_PyYAML_would_not_find_is_refused()
    {
        var marked = new Marked($"§{new string('k', YamlReader.MaxKeyLength + 1)}: 1", "f.yaml");
        YamlReader.Read(marked.Text, "f.yaml", _findings);
        marked.AssertOnly("K8S011", _findings);
    }

    [Fact]
    public void An_alias_bomb_is_refused_before_it_unfolds()
    {
        var lines = Enumerable
            .Range(1, 30)
            .Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]");
        var text = $"a0: &a0 [lol]\n{string.Join('\n', lines)}\n";
        Assert.Null(YamlReader.Read(text, "f.yaml", _findings));
        Assert.Equal("K8S007", Assert.Single(_findings).Code);
    }

    [Fact]
    public void An_alias_is_read_as_what_it_stands_for()
    {
        var tree = YamlReader.Read("a: &x { b: 1 }\nc: *x\n", "f.yaml", _findings);
        Assert.Empty(_findings);
        Assert.Equal(
            """["map",[["str","a"],["map",[["str","b"],["int","1"]]]],[["str","c"],["map",[["str","b"],["int","1"]]]]]""",
            TaggedTree.Of(tree!)
        );
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void A_hundred_thousand_levels_are_refused_without_a_crash(string level)
    {
        var text = string.Concat(Enumerable.Repeat(level, 100_000));
        Assert.Null(YamlReader.Read(text, "f.yaml", _findings));
        Assert.Equal("K8S008", Assert.Single(_findings).Code);
    }

    [Fact]
    public void An_empty_text_is_an_empty_value()
    {
        Assert.Equal("""["null"]""", TaggedTree.Of(YamlReader.Read("", "f.yaml", _findings)!));
        Assert.Empty(_findings);
    }

    [Fact]
    public void Any_text_gives_a_tree_or_findings_and_never_a_crash() =>
        Prop.ForAll(
                Gen.Elements(
                        "a",
                        "1",
                        " ",
                        "\n",
                        "\t",
                        ":",
                        "-",
                        "?",
                        "#",
                        "\"",
                        "'",
                        "\\",
                        "|",
                        ">",
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        "&a",
                        "*a",
                        "!",
                        "%",
                        "@",
                        "`",
                        "~",
                        "<<",
                        "---",
                        "...",
                        "\r",
                        "\u0085",
                        "\0",
                        "\\u",
                        "\\x",
                        ": 1\n",
                        "\n  ",
                        "[1,\n",
                        "é",
                        "\ud800"
                    )
                    .ArrayOf()
                    .Select(string.Concat)
                    .ToArbitrary(),
                text =>
                {
                    var findings = new FindingCollection();
                    var tree = YamlReader.Read(text, "f.yaml", findings);
                    Assert.True(tree is not null || findings.HasErrors);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(3000));
}
