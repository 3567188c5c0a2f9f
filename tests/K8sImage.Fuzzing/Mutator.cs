using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace K8sImage.Fuzzing;

/// <summary>Makes wrong files of right ones. The same random numbers make the same file.</summary>
internal sealed partial class Mutator(Random random)
{
    /// <summary>One more than the program reads.</summary>
    private const int TooMany = (2 * 1024 * 1024) + 1;

    // Not all text: what is no UTF-8 must stay as it is.
    private static readonly Encoding Bytes = Encoding.Latin1;

    /// <summary>A file with one to four changes.</summary>
    /// <param name="sample">The file.</param>
    /// <param name="other">A file whose pieces may come in.</param>
    public byte[] Mutate(byte[] sample, byte[] other)
    {
        var text = Bytes.GetString(sample);
        for (var i = random.Next(4); i >= 0; i--)
        {
            text = Change(text, Bytes.GetString(other));
        }
        return Bytes.GetBytes(text.Length > TooMany ? text[..TooMany] : text);
    }

    private string Change(string text, string other) =>
        random.Next(19) switch
        {
            0 => Flipped(text),
            1 => text[..At(text)],
            2 => text[At(text)..],
            3 => Without(text, At(text), random.Next(40)),
            4 => text.Insert(At(text), Piece(text)),
            5 => text.Insert(At(text), Piece(other)),
            6 => text[..At(text)] + other[At(other)..],
            7 or 8 => Swapped(text),
            9 => WordAs(text, Piece(Word().Matches(other))),
            10 or 11 => WordAs(text, Nasty()),
            12 => ValueAs(text, Nasty()),
            13 => text.Insert(At(text), Nasty()),
            14 => ValueAs(text, Huge()),
            15 => ValueAs(text, Nested()),
            16 => Bomb() + ValueAs(text, "*a9"),
            17 => Indented(text),
            _ => random.Next(20) switch
            {
                0 => Many(text),
                1 => Bytes.GetString(Encoding.Unicode.GetBytes(text)),
                2 => Bytes.GetString(Encoding.UTF32.GetPreamble()) + text,
                3 => text.Replace("\n", "\r\n", StringComparison.Ordinal),
                4 => text.Replace("\n", "\r", StringComparison.Ordinal),
                5 => text.Replace("  ", "\t", StringComparison.Ordinal),
                6 => text + "\n---\n" + other,
                7 => "",
                _ => ValueAs(text, new string("ax9[{-\n "[random.Next(8)], 1 << random.Next(18))),
            },
        };

    private string Flipped(string text)
    {
        var bytes = Bytes.GetBytes(text);
        for (var i = random.Next(8); i >= 0 && bytes.Length > 0; i--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }
        return Bytes.GetString(bytes);
    }

    // Two words change places, or one comes in the other's as well.
    private string Swapped(string text)
    {
        var words = Word().Matches(text);
        if (words.Count < 2)
        {
            return text;
        }
        var (a, b) = (words[random.Next(words.Count)], words[random.Next(words.Count)]);
        var (first, second) = a.Index < b.Index ? (a, b) : (b, a);
        return text[..first.Index]
            + second.Value
            + text[(first.Index + first.Length)..Math.Max(second.Index, first.Index + first.Length)]
            + (random.Next(2) == 0 ? first.Value : second.Value)
            + text[(second.Index + second.Length)..];
    }

    private string WordAs(string text, string other) => Replaced(text, Word(), other);

    private string ValueAs(string text, string other) => Replaced(text, Value(), other);

    private string Replaced(string text, Regex form, string other)
    {
        var matches = form.Matches(text);
        if (matches.Count == 0)
        {
            return text + other;
        }
        var match = matches[random.Next(matches.Count)];
        return text[..match.Index] + other + text[(match.Index + match.Length)..];
    }

    private string Nasty() =>
        Bytes.GetString(Encoding.UTF8.GetBytes(Tokens.Nasty[random.Next(Tokens.Nasty.Length)]));

    private string Huge() =>
        random.Next(4) switch
        {
            0 => new string('9', 1 << random.Next(16)),
            1 => "-" + new string('9', 1 << random.Next(16)),
            2 => "1e" + new string('9', 1 << random.Next(8)),
            _ => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        };

    private string Nested()
    {
        var depth = 1 << random.Next(17);
        return random.Next(5) switch
        {
            0 => new string('[', depth),
            1 => new string('[', depth) + new string(']', depth),
            2 => Repeated("{a: ", depth) + new string('}', depth),
            3 => Repeated("- ", depth) + "a",
            _ => "\n"
                + string.Concat(
                    Enumerable
                        .Range(1, Math.Min(depth, 1000))
                        .Select(i => new string(' ', i) + "a:\n")
                ),
        };
    }

    // A thousand million values in ten lines ("billion laughs").
    private static string Bomb() =>
        "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
        + string.Concat(
            Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{Repeated($"*a{i - 1},", 9)}]\n")
        );

    private string Indented(string text)
    {
        var lines = text.Split('\n');
        var at = random.Next(lines.Length);
        lines[at] = random.Next(2) == 0 ? lines[at].TrimStart() : "  " + lines[at];
        return string.Join('\n', lines);
    }

    // A line, or a key made anew each time, as often as a file can hold.
    private string Many(string text)
    {
        var lines = text.Split('\n');
        var at = random.Next(lines.Length);
        var line = lines[at] + "\n";
        var count = (1 << (10 + random.Next(13))) / (line.Length + 8);
        var indentation = new string(' ', line.Length - line.TrimStart().Length);
        lines[at] =
            random.Next(2) == 0
                ? Repeated(line, count)
                : string.Concat(
                    Enumerable.Range(0, count).Select(i => $"{indentation}k{i}: {i}\n")
                );
        return string.Join('\n', lines);
    }

    private static string Repeated(string text, int times) =>
        new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    private static string Without(string text, int at, int count) =>
        text.Remove(at, Math.Min(count, text.Length - at));

    private int At(string text) => random.Next(text.Length + 1);

    private string Piece(string text)
    {
        var at = At(text);
        return text.Substring(at, Math.Min(random.Next(200), text.Length - at));
    }

    private string Piece(MatchCollection words) =>
        words.Count == 0 ? "" : words[random.Next(words.Count)].Value;

    [GeneratedRegex(@"[A-Za-z0-9._/-]+|[^\sA-Za-z0-9]")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=[:-] )\S[^\n]*")]
    private static partial Regex Value();
}
