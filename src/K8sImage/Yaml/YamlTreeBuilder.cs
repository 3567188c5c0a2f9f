using System.Buffers;
using System.Text;
using K8sImage.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sImage.Yaml;

/// <summary>
/// Builds the tree from the parser's events. YamlDotNet's own representation model is not used, because it throws at
/// the first doubled key and follows aliases without end.
/// </summary>
internal sealed class YamlTreeBuilder(string text, string file, FindingCollection findings)
{
    private const int MaxDepth = 64;
    private const int MaxNodes = 1_000_000;

    private readonly Parser _parser = new(new StringReader(text));
    private readonly Dictionary<AnchorName, (YamlNode Node, int Count)> _anchors = [];
    private int _count;
    private bool _stopped;
    private Mark _last = Mark.Empty;

    /// <exception cref="YamlException">The text is not YAML.</exception>
    public YamlNode? Build()
    {
        try
        {
            return Document();
        }
        catch (Exception e)
            when (e
                    is InvalidOperationException
                        or ArgumentException
                        or FormatException
                        or OverflowException
                        or IndexOutOfRangeException
            )
        {
            // What the parser throws beside its own exception: for a plain scalar of several lines that would have to
            // be a key, for a tag that is no URI. It documents none of them; random texts have found these.
            throw new YamlException(_last, _last, "what follows this value does not fit", e);
        }
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new YamlScalar(new Place(file, 1, 1), "", ScalarKind.Null);
        }
        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0);
        if (_stopped)
        {
            return null;
        }
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            findings.Add(
                YamlRules.OneDocument.At(
                    At(second.Start),
                    "a second document begins here",
                    "keep one document a file"
                )
            );
            return null;
        }
        return root;
    }

    private YamlNode Node(int depth)
    {
        var next = _parser.Current ?? throw new YamlException("the text ends here");
        var place = At(_last = next.Start);
        _count++;
        if (depth > MaxDepth)
        {
            Stop(YamlRules.TooDeep, place, $"more than {MaxDepth} levels", "flatten the tree");
        }
        if (_count > MaxNodes)
        {
            Stop(
                YamlRules.TooManyNodes,
                place,
                $"more than {MaxNodes} values, aliases written out",
                "use fewer aliases"
            );
        }
        if (_stopped)
        {
            return new YamlScalar(place, "", ScalarKind.Null);
        }
        if (next is AnchorAlias alias)
        {
            _parser.MoveNext();
            return Aliased(alias, place);
        }
        var before = _count;
        YamlNode node = next switch
        {
            MappingStart => Mapping(place, depth),
            SequenceStart => Sequence(place, depth),
            _ => Scalar(_parser.Consume<Scalar>(), place),
        };
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            _anchors[anchored.Anchor] = (node, _count - before + 1);
        }
        if (next is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
        {
            findings.Add(
                YamlRules.Tag.At(
                    place,
                    $"the tag {tagged.Tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal)} is not read here",
                    "leave the tag out and quote the value if it is text"
                )
            );
        }
        return node;
    }

    private YamlNode Aliased(AnchorAlias alias, Place place)
    {
        if (_anchors.TryGetValue(alias.Value, out var target))
        {
            _count += target.Count - 1;
            return target.Node;
        }
        findings.Add(
            YamlRules.Syntax.At(
                place,
                $"nothing before this line has the anchor &{alias.Value}",
                "write the value out, or put the anchor before its use"
            )
        );
        return new YamlScalar(place, "", ScalarKind.Null);
    }

    private YamlMapping Mapping(Place place, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (!_stopped && !_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = Node(depth + 1);
            var value = _stopped ? keyNode : Node(depth + 1);
            if (keyNode is not YamlScalar key)
            {
                findings.Add(
                    YamlRules.Key.At(
                        keyNode.Place,
                        $"a key must be a word, this is {keyNode.KindName}",
                        "if this is a template, quote it"
                    )
                );
            }
            else if (key.Text.Length > YamlReader.MaxKeyLength)
            {
                findings.Add(
                    YamlRules.Key.At(
                        key.Place,
                        $"the key has {key.Text.Length} characters",
                        $"keep it under {YamlReader.MaxKeyLength}"
                    )
                );
            }
            else if (lines.TryAdd(key.Text, key.Place.Line))
            {
                entries.Add(new YamlEntry(key, value));
            }
            else
            {
                findings.Add(
                    YamlRules.DoubledKey.At(
                        key.Place,
                        $"the key '{key.Text}' stands in line {lines[key.Text]} already",
                        "keep one of the two"
                    )
                );
            }
        }
        return new YamlMapping(place, entries);
    }

    private YamlSequence Sequence(Place place, int depth)
    {
        _parser.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_stopped && !_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }
        return new YamlSequence(place, items);
    }

    private YamlScalar Scalar(Scalar scalar, Place place)
    {
        var text = scalar.Value;
        if (text.Contains('\0') || HasLoneSurrogate(text))
        {
            findings.Add(
                YamlRules.Characters.At(
                    place,
                    "the value has a NUL or half a surrogate pair, which no text file can hold",
                    "remove the escape that makes it"
                )
            );
            text = "";
        }
        if (scalar.Style == ScalarStyle.Plain)
        {
            return new YamlScalar(place, text, PlainScalar.KindOf(text)) { IsPlain = true };
        }
        var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        return new YamlScalar(place, text)
        {
            IsFolded = scalar.Style == ScalarStyle.Folded,
            TextPlace = isBlock
                ? new Place(file, place.Line + 1)
                : new Place(file, place.Line, place.Column + 1),
        };
    }

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var used) != OperationStatus.Done)
            {
                return true;
            }
            rest = rest[(at + used)..];
        }
        return false;
    }

    private void Stop(Rule rule, Place place, string message, string hint)
    {
        if (!_stopped)
        {
            findings.Add(rule.At(place, message, hint));
        }
        _stopped = true;
    }

    private Place At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
