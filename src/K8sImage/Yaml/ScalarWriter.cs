using System.Buffers;
using System.Globalization;
using System.Text;

namespace K8sImage.Yaml;

/// <summary>
/// Chooses how a scalar is written: plain where every reader takes it for text, as a literal block (YAML 1.1, section
/// 9.3.1) where it has several lines, else in double quotes with escapes.
/// </summary>
internal static class ScalarWriter
{
    private static readonly SearchValues<char> AsciiText = SearchValues.Create(
        "\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    private static readonly SearchValues<char> PlainText = SearchValues.Create(
        " +-./0123456789=@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz"
    );

    public static void Write(YamlScalar scalar, int indent, IBufferWriter<byte> output)
    {
        if (scalar.Kind == ScalarKind.String && IsLiteral(scalar.Text))
        {
            // The root of a document has no indentation of its own, and a block needs one.
            Literal(scalar.Text, Math.Max(indent, 2), output);
        }
        else
        {
            WriteInLine(scalar, output);
        }
    }

    public static void WriteInLine(YamlScalar scalar, IBufferWriter<byte> output)
    {
        if (scalar.Kind == ScalarKind.Null)
        {
            output.Write("null"u8);
        }
        else if (scalar.Kind == ScalarKind.Boolean)
        {
            output.Write(
                scalar.Text.StartsWith("t", StringComparison.OrdinalIgnoreCase)
                    ? "true"u8
                    : "false"u8
            );
        }
        else if (scalar.Kind != ScalarKind.String || IsPlain(scalar.Text))
        {
            YamlWriter.Text(scalar.Text, output);
        }
        else
        {
            Quoted(scalar.Text, output);
        }
    }

    // Words of letters, digits and a few signs that no YAML reader gives a meaning to, single spaces between them; an
    // option's hyphens may come first.
    private static bool IsPlain(string text)
    {
        var first = text.AsSpan().TrimStart('-');
        return first.Length > 0
            && text.Length - first.Length <= 2
            && (char.IsAsciiLetter(first[0]) || first[0] is '/' or '_')
            && !first.ContainsAnyExcept(PlainText)
            && first[^1] != ' '
            && !first.Contains("  ", StringComparison.Ordinal)
            && !PlainScalar.IsTypedInYaml11(text);
    }

    private static bool IsLiteral(string text)
    {
        var firstBreak = text.IndexOf('\n', StringComparison.Ordinal);
        // A first line that is empty or begins with white space would hide the block's indentation.
        if (firstBreak <= 0 || text[0] is ' ' or '\t')
        {
            return false;
        }
        var at = text.AsSpan().IndexOfAnyExcept(AsciiText);
        return at < 0 || IsPrintable(text.AsSpan(at));
    }

    // YAML 1.1, section 5.1, less what YAML 1.1 takes for a line break (NEL, LS, PS) and the byte order mark.
    private static bool IsPrintable(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var ok = rune.Value switch
            {
                '\t' or '\n' or (>= 0x20 and <= 0x7E) => true,
                0x2028 or 0x2029 or 0xFEFF or 0xFFFD => false,
                >= 0xA0 and <= 0xFFFD => true,
                >= 0x10000 => true,
                _ => false,
            };
            if (!ok)
            {
                return false;
            }
        }
        return true;
    }

    private static void Literal(string text, int indent, IBufferWriter<byte> output)
    {
        var rest = text.AsSpan();
        output.Write(
            !rest.EndsWith("\n") ? "|-"u8
            : rest.EndsWith("\n\n") ? "|+"u8
            : "|"u8
        );
        if (rest.EndsWith("\n"))
        {
            rest = rest[..^1];
        }
        // In one go and not line by line, since seeds of large clusters are mostly such blocks.
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(rest.Length));
        ReadOnlySpan<byte> left = buffer.AsSpan(0, Encoding.UTF8.GetBytes(rest, buffer));
        var lines = left.Count((byte)'\n') + 1;
        var span = output.GetSpan(left.Length + 1 + (lines * indent));
        var at = 0;
        for (var more = true; more; )
        {
            var end = left.IndexOf((byte)'\n');
            more = end >= 0;
            var line = more ? left[..end] : left;
            span[at++] = (byte)'\n';
            if (!line.IsEmpty)
            {
                span.Slice(at, indent).Fill((byte)' ');
                line.CopyTo(span[(at + indent)..]);
                at += indent + line.Length;
            }
            left = left[(end + 1)..];
        }
        output.Advance(at);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Quoted(string text, IBufferWriter<byte> output)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when IsPrintable(rune) => quoted.Append(rune),
                <= 0xFF => Escape(quoted, 'x', "x2", rune),
                <= 0xFFFF => Escape(quoted, 'u', "x4", rune),
                _ => Escape(quoted, 'U', "x8", rune),
            };
        }
        YamlWriter.Text(quoted.Append('"').ToString(), output);
    }

    private static bool IsPrintable(Rune rune)
    {
        Span<char> text = stackalloc char[2];
        return IsPrintable(text[..rune.EncodeToUtf16(text)]);
    }

    private static StringBuilder Escape(StringBuilder text, char kind, string width, Rune rune) =>
        text.Append('\\')
            .Append(kind)
            .Append(rune.Value.ToString(width, CultureInfo.InvariantCulture));
}
