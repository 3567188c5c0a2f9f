using System.Buffers;
using System.Text;

namespace K8sImage.Yaml;

/// <summary>
/// Writes a tree as block-style YAML that YAML 1.1 (PyYAML, and so cloud-init and netplan) and YAML 1.2 readers read
/// back as exactly that tree: text that either of them could take for something else is quoted.
/// </summary>
public static class YamlWriter
{
    private const int FlowWidth = 100;

    /// <summary>Writes one document in UTF-8, ending with a line break.</summary>
    /// <param name="root">The document.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(YamlNode root, IBufferWriter<byte> output)
    {
        Value(root, 0, output, afterKey: false);
    }

    private static void Value(YamlNode node, int indent, IBufferWriter<byte> output, bool afterKey)
    {
        switch (node)
        {
            case YamlMapping { Entries.Count: > 0 } mapping:
                Break(output, indent, afterKey);
                Mapping(mapping, indent, output);
                break;
            case YamlSequence { Items.Count: > 0 } sequence:
                Break(output, indent, afterKey);
                Sequence(sequence, indent, output);
                break;
            default:
                if (afterKey)
                {
                    output.Write(" "u8);
                }
                Leaf(node, indent, output);
                output.Write("\n"u8);
                break;
        }
    }

    private static void Mapping(YamlMapping mapping, int indent, IBufferWriter<byte> output)
    {
        for (var i = 0; i < mapping.Entries.Count; i++)
        {
            if (i > 0)
            {
                Indent(output, indent);
            }
            var (key, value) = mapping.Entries[i];
            ScalarWriter.WriteInLine(key, output);
            output.Write(":"u8);
            Value(value, indent + 2, output, afterKey: true);
        }
    }

    private static void Sequence(YamlSequence sequence, int indent, IBufferWriter<byte> output)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (i > 0)
            {
                Indent(output, indent);
            }
            output.Write("- "u8);
            var item = sequence.Items[i];
            if (item is YamlSequence { Items.Count: > 0 } command && FitsInLine(command))
            {
                Flow(command, output);
                output.Write("\n"u8);
            }
            else
            {
                Value(item, indent + 2, output, afterKey: false);
            }
        }
    }

    private static void Leaf(YamlNode node, int indent, IBufferWriter<byte> output)
    {
        switch (node)
        {
            case YamlMapping:
                output.Write("{}"u8);
                break;
            case YamlSequence:
                output.Write("[]"u8);
                break;
            case YamlScalar scalar:
                ScalarWriter.Write(scalar, indent, output);
                break;
        }
    }

    // A list in a list is a command and its arguments nearly always: people read those in one line.
    private static bool FitsInLine(YamlSequence sequence)
    {
        var width = 0;
        foreach (var item in sequence.Items)
        {
            if (item is not YamlScalar scalar || scalar.Text.Contains('\n'))
            {
                return false;
            }
            width += scalar.Text.Length + 4;
        }
        return width <= FlowWidth;
    }

    private static void Flow(YamlSequence sequence, IBufferWriter<byte> output)
    {
        var separator = "["u8;
        foreach (var item in sequence.Items)
        {
            output.Write(separator);
            ScalarWriter.WriteInLine((YamlScalar)item, output);
            separator = ", "u8;
        }
        output.Write("]"u8);
    }

    private static void Break(IBufferWriter<byte> output, int indent, bool afterKey)
    {
        if (afterKey)
        {
            output.Write("\n"u8);
            Indent(output, indent);
        }
    }

    internal static void Indent(IBufferWriter<byte> output, int indent)
    {
        var span = output.GetSpan(indent);
        span[..indent].Fill((byte)' ');
        output.Advance(indent);
    }

    internal static void Text(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
