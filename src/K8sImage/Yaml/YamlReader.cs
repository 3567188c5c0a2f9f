using System.Text;
using K8sImage.Findings;
using K8sImage.Tools;
using YamlDotNet.Core;

namespace K8sImage.Yaml;

/// <summary>Reads one YAML file into a tree in which every node knows its line and column.</summary>
public static class YamlReader
{
    /// <summary>Largest file that is read, in bytes: a cluster of 10,000 nodes fits several times.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>
    /// Longest key, in UTF-16 code units. PyYAML finds no key beyond 1,024 characters, and a unit becomes six of them
    /// where it has to be escaped.
    /// </summary>
    public const int MaxKeyLength = 128;

    private static readonly (string Part, string Hint)[] Hints =
    [
        ("surrogates", "remove the escape that makes it"),
        (
            "invalid mapping",
            "a colon with a space behind it begins a value: quote the text, or mend the line above"
        ),
        ("did not find expected '-'", "indent the line like the one that it belongs with"),
        ("did not find expected key", "indent the line like the one that it belongs with"),
        ("did not find expected ','", "close the bracket, or put a comma between its values"),
        ("does not fit", "close the bracket, or put a comma between its values"),
        ("quoted scalar", "close the quote, or double it where it is part of the text"),
        ("directive", "a line can't begin with %: quote the text"),
    ];

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    // The YAML file beside one that does not exist whose name is nearest; null where there is none.
    private static string? Neighbour(string path)
    {
        try
        {
            var directory = Path.GetDirectoryName(Path.GetFullPath(path));
            string[] names = Directory.Exists(directory)
                ?
                [
                    .. Directory
                        .GetFiles(directory)
                        .Select(Path.GetFileName)
                        .OfType<string>()
                        .Where(name => Path.GetExtension(name) is ".yaml" or ".yml"),
                ]
                : [];
            // Without the ending, which may be the one thing that is wrong.
            return
                Nearest.To(
                    Path.GetFileNameWithoutExtension(path),
                    names.Select(name => Path.GetFileNameWithoutExtension(name))
                )
                    is { } stem
                ? names
                    .Order(StringComparer.Ordinal)
                    .First(name => Path.GetFileNameWithoutExtension(name) == stem)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="shownAs">The file's name in findings.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The tree; null if the file can't be read as YAML.</returns>
    public static YamlNode? ReadFile(string path, string shownAs, FindingCollection findings)
    {
        var file = new Place(shownAs);
        byte[] bytes;
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes)
            {
                findings.Add(TooLarge(file, info.Length));
                return null;
            }
            if (Directory.Exists(path))
            {
                findings.Add(
                    YamlRules.Unreadable.At(file, "this is a directory", "name a YAML file")
                );
                return null;
            }
            bytes = BoundedFile.Read(path, MaxBytes + 1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var missing = e is FileNotFoundException or DirectoryNotFoundException;
            findings.Add(
                YamlRules.Unreadable.At(
                    file,
                    missing ? "there is no such file" : "the file can't be read",
                    !missing ? "give yourself the right to read it"
                        : Neighbour(path) is { } meant
                            ? $"did you mean {Path.Combine(Path.GetDirectoryName(shownAs) ?? "", meant)}?"
                        : "check the path"
                )
            );
            return null;
        }
        if (bytes.Length > MaxBytes)
        {
            findings.Add(TooLarge(file, bytes.Length));
            return null;
        }
        if (bytes.AsSpan().IndexOf((byte)0) is >= 0 and var zero)
        {
            findings.Add(
                YamlRules.NotUtf8.At(
                    PlaceOf(bytes, zero, file),
                    "the file has bytes that are zero: it is UTF-16, or no text at all",
                    "save it as UTF-8"
                )
            );
            return null;
        }
        try
        {
            var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            return Read(StrictUtf8.GetString(bytes.AsSpan(start)), shownAs, findings);
        }
        catch (DecoderFallbackException e)
        {
            findings.Add(
                YamlRules.NotUtf8.At(
                    PlaceOf(bytes, Math.Clamp(e.Index, 0, bytes.Length), file),
                    "the file is not UTF-8",
                    "save it as UTF-8"
                )
            );
            return null;
        }
    }

    // The text before the byte is UTF-8.
    private static Place PlaceOf(ReadOnlySpan<byte> bytes, int at, Place file)
    {
        var before = bytes[..at];
        var line = before[(before.LastIndexOf((byte)'\n') + 1)..];
        return file with
        {
            Line = 1 + before.Count((byte)'\n'),
            Column = 1 + Encoding.UTF8.GetCharCount(line),
        };
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">One YAML document.</param>
    /// <param name="shownAs">The file's name in findings.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>The tree; null if the text is not YAML.</returns>
    public static YamlNode? Read(string text, string shownAs, FindingCollection findings)
    {
        try
        {
            return new YamlTreeBuilder(text, shownAs, findings).Build();
        }
        catch (YamlException e)
        {
            findings.Add(
                TabIndentation(text, (int)e.Start.Line, shownAs) is { } tab
                && e.Message.Contains(" tab ", StringComparison.Ordinal)
                    ? YamlRules.Syntax.At(
                        tab,
                        "a tab indents this line, which YAML does not allow",
                        "indent with spaces"
                    )
                    : YamlRules.Syntax.At(
                        new Place(shownAs, (int)e.Start.Line, (int)e.Start.Column),
                        "this is not YAML: " + InOneLine(e),
                        HintFor(e.Message)
                    )
            );
            return null;
        }
    }

    // The parser points to where the value around the tab begins, which may be the start of the file.
    private static Place? TabIndentation(string text, int fromLine, string shownAs)
    {
        var lines = text.Split('\n');
        for (var i = fromLine - 1; i < lines.Length; i++)
        {
            var indentation = lines[i].AsSpan(0, lines[i].Length - lines[i].TrimStart().Length);
            if (indentation.IndexOf('\t') is >= 0 and var at)
            {
                return new Place(shownAs, i + 1, at + 1);
            }
        }
        return null;
    }

    private static Finding TooLarge(Place file, long bytes) =>
        YamlRules.TooLarge.At(
            file,
            $"the file has {bytes} bytes or more",
            $"keep it under {MaxBytes} bytes"
        );

    // The parser says what it could not do, not what to do about it.
    private static string HintFor(string message) =>
        Array.Find(Hints, hint => message.Contains(hint.Part, StringComparison.Ordinal)).Hint
        ?? "mend the line, or quote the value";

    private static string InOneLine(YamlException e)
    {
        var message = (e.InnerException as YamlException ?? e)
            .Message.ReplaceLineEndings(" ")
            .Trim()
            .TrimEnd('.');
        // The place stands before the message already.
        var end = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        message = end < 0 ? message : message[(end + 3)..];
        return message.Length == 0
            ? "unexpected text"
            : char.ToLowerInvariant(message[0]) + message[1..];
    }
}
