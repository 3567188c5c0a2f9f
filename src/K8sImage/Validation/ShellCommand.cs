using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Steps.Templates;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// One command of a shell text, as far as a look at its words tells: quotes are taken off, nothing is expanded. Enough to
/// see what a line is about, not what it does in all cases.
/// </summary>
/// <param name="Place">Where the entry stands that holds it.</param>
/// <param name="Words">Its words, at least one; what stands before the command itself (<c>sudo</c>, <c>then</c>) is left out.</param>
/// <param name="Entry">The whole text that it is from.</param>
internal sealed partial record ShellCommand(Place Place, IReadOnlyList<string> Words, string Entry)
{
    private static readonly HashSet<string> Leading =
    [
        "!",
        "(",
        "{",
        "do",
        "then",
        "else",
        "if",
        "while",
        "until",
        "sudo",
        "exec",
        "nohup",
        "env",
        "time",
        "timeout",
        "eval",
        "command",
        "nice",
    ];

    /// <summary>The commands of the entries of <c>bootcmd</c> and <c>runcmd</c>.</summary>
    public static IEnumerable<ShellCommand> OfUserData(YamlNode? userData) =>
        userData is YamlMapping mapping
            ? ShellPieces
                .CommandKeys.SelectMany(key => ShellPieces.Items(mapping[key]))
                .SelectMany(Of)
            : [];

    /// <summary>The commands of an entry of <c>runcmd</c>.</summary>
    public static IEnumerable<ShellCommand> Of(YamlNode item)
    {
        if (ShellPieces.Command(item) is { } text)
        {
            return Of(text);
        }
        return item switch
        {
            TemplateScalar template => Of(template.Source),
            YamlSequence list => Of(
                [.. list.Items.OfType<YamlScalar>().Select(word => word.Text)],
                list.Place,
                string.Join(' ', list.Items.OfType<YamlScalar>().Select(word => word.Text))
            ),
            _ => [],
        };
    }

    /// <summary>The commands of a shell text.</summary>
    public static IEnumerable<ShellCommand> Of(YamlScalar text) =>
        Separators()
            .Split(text.Text)
            .SelectMany(command =>
                Of(
                    [.. Pieces().Matches(command).Select(word => word.Value.Trim('"', '\''))],
                    text.Place,
                    text.Text
                )
            );

    private static IEnumerable<ShellCommand> Of(string[] words, Place place, string entry)
    {
        string[] rest =
        [
            .. words
                .Where(word => word.Length > 0)
                .SkipWhile(word =>
                    Leading.Contains(word) || Assignment().IsMatch(word) || Duration().IsMatch(word)
                ),
        ];
        if (rest.Length > 0)
        {
            rest[0] = SystemDirectory().Replace(rest[0], "");
        }
        return rest switch
        {
            [] => [],
            // What stands behind -c is shell of its own; of a text with quotes only the first command is in these words.
            [var shell, var option, .. var inner]
                when inner.Length > 0 && Shell().IsMatch(shell) && Script().IsMatch(option) => Of(
                    new YamlScalar(place, string.Join(' ', inner))
                )
                .Select(command => command with { Entry = entry }),
            _ => [new ShellCommand(place, rest, entry)],
        };
    }

    [GeneratedRegex(@"\A((/usr)?/bin/)?(ba|da)?sh\z")]
    private static partial Regex Shell();

    // Of timeout(1).
    [GeneratedRegex(@"\A[0-9]+[smhd]?\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A(/usr)?/s?bin/(?=[^/]+\z)")]
    private static partial Regex SystemDirectory();

    [GeneratedRegex(@"\A-[a-z]*c\z")]
    private static partial Regex Script();

    [GeneratedRegex(@"&&|\|\||[;|\n]|&(?![>0-9])")]
    private static partial Regex Separators();

    [GeneratedRegex("""[0-9]?>>?|(?:"[^"]*"|'[^']*'|[^\s"'>])+""")]
    private static partial Regex Pieces();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*=")]
    private static partial Regex Assignment();
}
