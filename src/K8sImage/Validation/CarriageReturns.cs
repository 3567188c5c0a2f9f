using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds lines that end in a carriage return, as editors on Windows write them, where they break something: in scripts, for cron and
/// in commands. systemd takes them for the end of a line (read_line_full in its fileio.c), so that units are left alone.
/// </summary>
internal static partial class CarriageReturns
{
    private const string Hint =
        "end lines by a line feed alone: a block (content: |) has no others, and dos2unix takes them out of a file";

    /// <summary>Looks at files and commands of a node.</summary>
    public static void Check(NodeWork work, FindingCollection findings)
    {
        foreach (var file in work.Files)
        {
            if (
                file["path"] is YamlScalar path
                && file["content"] is YamlScalar content
                && What(path.Text, FileContent.TextOf(file)) is { } what
            )
            {
                findings.Add(ValidationRules.CarriageReturn.At(content.Place, what, Hint));
            }
        }
        foreach (
            var word in ShellPieces
                .CommandKeys.SelectMany(key => ShellPieces.Items(work.UserData[key]))
                .SelectMany(ShellPieces.Scalars)
                .Select(each => each.Scalar)
                .Where(word => LineEnd().IsMatch(word.Text))
        )
        {
            findings.Add(
                ValidationRules.CarriageReturn.At(
                    word.Place,
                    "a line of this command ends in a carriage return, which becomes a part of its last word",
                    Hint
                )
            );
        }
    }

    /// <summary>Whether a shell reads the file, which need not be a script.</summary>
    public static bool IsSourced(string path) => Sourced().IsMatch(path);

    /// <summary>Whether cron reads the file.</summary>
    public static bool IsOfCron(string path) => Cron().IsMatch(path);

    private static string? What(string path, string content)
    {
        var name = Shown.Short(path);
        var first = content.Split('\n')[0];
        return !LineEnd().IsMatch(content) ? null
            : first.StartsWith("#!", StringComparison.Ordinal) && first.EndsWith('\r')
                ? $"the first line of {name} ends in a carriage return: Linux looks for a program '{Shown.Short(first[2..].Trim(' '))}', and the script can't run"
            : Shell().IsMatch(first) || IsSourced(path)
                ? $"a line of {name} ends in a carriage return, which the shell takes for a part of its last word"
            : IsOfCron(path)
                ? $"a line of {name} ends in a carriage return, which cron makes a part of the command or value"
            : null;
    }

    [GeneratedRegex(@"\r(\n|\z)")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\A#!.*\b(ba|da|k|z)?sh\b")]
    private static partial Regex Shell();

    [GeneratedRegex(@"\A/etc/(profile\z|profile\.d/.*\.sh\z|bash\.bashrc\z)")]
    private static partial Regex Sourced();

    [GeneratedRegex(@"\A(/etc/crontab\z|/etc/cron\.d/|/var/spool/cron/crontabs/)")]
    private static partial Regex Cron();
}
