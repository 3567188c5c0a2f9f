using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using K8sImage.Yaml;

namespace K8sImage.Tests.Yaml;

/// <summary>Trees of which each scalar is one that some YAML reader or another takes for something else.</summary>
internal static class Trees
{
    // What has meant something else to some reader: types of YAML 1.1, indicators, white space, line breaks.
    private static readonly string[] Nasty =
    [
        .. "no No NO yes y Y n on Off true TRUE null Null ~ = << * & ! | > % @ ` - ? : , [ ] { } #".Split(
            ' '
        ),
        .. "0644 0o644 0x1F 0b11 1_0 1_000.5 12:30:45 12:30 190:20:30.15 1e3 1e+3 .5 5. 0. -0 +1 .inf -.INF .nan".Split(
            ' '
        ),
        .. "2001-12-14 2001-12-14T21:59:43.10-05:00 1.33.0 192.168.218.10 fd00::10 52:54:00:0a:0b:0c 52:54:00:10:11:12".Split(
            ' '
        ),
        "",
        " ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        " lead",
        "trail ",
        "trail\t",
        "\ttab first",
        "a\tb",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "a#b",
        "- x",
        "-x",
        "--x",
        "? x",
        "?",
        "---",
        "--- x",
        "...",
        "... x",
        "a\n---\nb",
        "a\n...\nb\n",
        "%YAML 1.1",
        "&a",
        "*a",
        "!!str a",
        "!a",
        "@a",
        "`a`",
        "|",
        ">-",
        "| x\ny",
        "{a: b}",
        "[a, b]",
        "{{ node.name }}",
        "'",
        "''",
        "'a'",
        "\"",
        "\"a\"",
        "a\"b",
        "\\",
        "\\n",
        "a\\",
        "a\nb",
        "a\nb\n",
        "a\nb\n\n",
        "a\n\n\n",
        "\na",
        "\n a",
        " a\nb",
        "a\n b\n",
        "a\n\tb\n",
        "a \nb \n",
        "a\n  \n",
        "a\n \n\t\nb",
        "a\rb",
        "a\r\nb\r\n",
        "a\r",
        "\u0085",
        "a\u0085b",
        "a\u2028b\nc",
        "a\u2029b",
        "\u2028",
        "\uFEFFa",
        "a\uFEFF",
        "\u00A0a",
        "\u00AD",
        "\u200B",
        "\u200E\u202E",
        "\uFFFD",
        "\uFFFE",
        "\uFFFF",
        "\uE000",
        "ä",
        "你好",
        "你好\n世界\n",
        "😀",
        "😀\n👩‍👩‍👧\n",
        "\U0010FFFF",
        "\u0001",
        "\u001B[31m",
        "\u007F",
        "a\u0008\nb",
        "\u009F",
        "$(reboot) `reboot` $HOME",
        "#cloud-config",
        "#!/bin/sh\nset -eu\n\n  echo \"$1\" # done\n\texit 0\n",
        new string('x', 300),
        string.Join(' ', Enumerable.Repeat("word", 100)),
        new string(' ', 200),
    ];

    private static readonly Gen<string> Texts = Gen.Frequency(
        (6, Gen.Elements(Nasty)),
        (2, Gen.Elements(Nasty).Two().Select(two => two.Item1 + two.Item2)),
        (1, Gen.Elements(Nasty).Three().Select(x => x.Item1 + "\n" + x.Item2 + "\n" + x.Item3)),
        (
            3,
            Gen.Elements("ab01 \t\n:-#?\"'\\|>{}[],&*!%@`~=._\r\u0085\u2028é😀".EnumerateRunes())
                .Select(rune => rune.ToString())
                .ArrayOf()
                .Select(string.Concat)
        ),
        (
            1,
            Gen.Choose(1, 0xFFFF)
                .Where(c => c is < 0xD800 or > 0xDFFF)
                .Select(c => (char)c)
                .ArrayOf()
                .Select(chars => new string(chars))
        )
    );

    private static readonly Gen<YamlNode> Scalars = Gen.Frequency(
        (8, Typed(Texts, ScalarKind.String)),
        (1, Typed(Integers(), ScalarKind.Integer)),
        (1, Typed(Floats(), ScalarKind.Float)),
        (1, Typed(Gen.Elements("true", "false"), ScalarKind.Boolean)),
        (1, Typed(Gen.Constant(""), ScalarKind.Null))
    );

    // PyYAML finds no key beyond 1,024 characters, escapes counted: the longest that the reader lets through is one.
    private static readonly Gen<string> Keys = Gen.Frequency(
        (20, Texts.Select(text => text.Length > YamlReader.MaxKeyLength ? "long" : text)),
        (
            1,
            Gen.Elements("x", "\u2028", "\u0001")
                .Select(s => string.Concat(Enumerable.Repeat(s, YamlReader.MaxKeyLength)))
        )
    );

    /// <summary>Trees up to five levels deep.</summary>
    public static readonly Arbitrary<YamlNode> Arbitrary = Arb.From(
        Gen.Sized(size => Tree(Math.Min(size / 10, 4))),
        Parts
    );

    private static Gen<YamlNode> Tree(int depth) =>
        depth == 0
            ? Scalars
            : Gen.Frequency(
                (1, Scalars),
                (
                    2,
                    Tree(depth - 1)
                        .ListOf()
                        .Resize(5)
                        .Select(items => (YamlNode)new YamlSequence(default, [.. items]))
                ),
                (
                    3,
                    Gen.Zip(Keys, Tree(depth - 1))
                        .ListOf()
                        .Resize(5)
                        .Select(pairs =>
                            (YamlNode)
                                new YamlMapping(
                                    default,
                                    [
                                        .. pairs
                                            .DistinctBy(pair => pair.Item1)
                                            .Select(pair => new YamlEntry(
                                                new YamlScalar(default, pair.Item1),
                                                pair.Item2
                                            )),
                                    ]
                                )
                        )
                )
            );

    private static Gen<string> Integers() =>
        Gen.OneOf(
            Gen.Choose(-1000, 1000).Select(i => i.ToString(CultureInfo.InvariantCulture)),
            Gen.Constant("123456789012345678901234567890")
        );

    private static Gen<string> Floats() =>
        from whole in Gen.Choose(-1000, 1000)
        from fraction in Gen.Choose(0, 9999)
        select $"{whole}.{fraction:d4}";

    private static Gen<YamlNode> Typed(Gen<string> texts, ScalarKind kind) =>
        texts.Select(YamlNode (text) => new YamlScalar(default, text, kind));

    // Smaller trees that may show the same fault.
    private static IEnumerable<YamlNode> Parts(YamlNode node) =>
        node switch
        {
            YamlSequence sequence =>
            [
                .. sequence.Items,
                .. sequence
                    .Items.Select(item => sequence with { Items = [item] })
                    .Where(_ => sequence.Items.Count > 1),
            ],
            YamlMapping mapping =>
            [
                .. mapping.Entries.Select(entry => entry.Value),
                .. mapping
                    .Entries.Select(entry => mapping with { Entries = [entry] })
                    .Where(_ => mapping.Entries.Count > 1),
            ],
            _ => [],
        };
}
