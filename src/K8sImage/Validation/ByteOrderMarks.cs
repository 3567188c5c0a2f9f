using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds files that begin with a byte order mark, as editors on Windows write it, where that breaks something: Linux knows a script by
/// its first two bytes, and most others take the mark for a part of the first word. systemd leaves it out (config_parse in
/// its conf-parser.c), so that units are left alone.
/// </summary>
internal static partial class ByteOrderMarks
{
    private const char Mark = '\uFEFF';

    private const string Hint =
        "save the file as UTF-8 without a byte order mark, and take the character out of a text that was pasted";

    /// <summary>Looks at files and commands of a node.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        foreach (var file in work.Files)
        {
            if (
                file["path"] is YamlScalar path
                && file["content"] is YamlScalar content
                && FileContent.TextOf(file) is [Mark, .. var text]
                && What(path.Text, text) is { } what
            )
            {
                findings.Add(ValidationRules.ByteOrderMark.At(content.Place, what, Hint));
            }
        }
        foreach (
            var command in ShellPieces
                .CommandKeys.SelectMany(key => ShellPieces.Items(work.UserData[key]))
                .SelectMany(entry => ShellPieces.Scalars(entry).Take(1))
                .Select(each => each.Scalar)
                .Where(word => word.Text is [Mark, ..])
        )
        {
            findings.Add(
                ValidationRules.ByteOrderMark.At(
                    command.Place,
                    "this command begins with a byte order mark, which becomes a part of its first word",
                    Hint
                )
            );
        }
    }

    private static string? What(string path, string text)
    {
        var name = Shown.Short(path);
        return text.StartsWith("#!", StringComparison.Ordinal)
                ? $"{name} begins with a byte order mark: Linux does not see its '#!', and the script can't run"
            : CarriageReturns.IsSourced(path)
                ? $"{name} begins with a byte order mark, which the shell takes for a part of its first word"
            : CarriageReturns.IsOfCron(path)
                ? $"{name} begins with a byte order mark, for which cron reads nothing of the file"
            : Settings().IsMatch(path)
                ? $"{name} begins with a byte order mark, which what reads it takes for a part of the first word"
            : null;
    }

    [GeneratedRegex(
        @"\A/etc/(fstab|hosts|sudoers(\.d/.*)?|ssh/sshd?_config(\.d/.*)?|sysctl\.conf|(sysctl|modules-load|modprobe)\.d/.*|default/.*|apt/.*)\z"
    )]
    private static partial Regex Settings();
}
