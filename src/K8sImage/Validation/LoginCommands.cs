using System.Text.RegularExpressions;

namespace K8sImage.Validation;

/// <summary>
/// Commands that open a way to log in or to become root: those that change accounts, and those that write the files which
/// <see cref="LoginWords"/> and <see cref="LoginSources"/> know.
/// </summary>
/// <param name="contentOf">What the cluster file or a step writes to a path; null for a file that is not known.</param>
internal sealed partial class LoginCommands(Func<string, string?> contentOf)
{
    /// <summary>How an account is given keys, as the end of a sentence.</summary>
    public const string Keys = "is given SSH keys";

    private static readonly HashSet<string> Accounts =
    [
        "usermod",
        "useradd",
        "adduser",
        "addgroup",
        "gpasswd",
        "groupmems",
    ];

    /// <summary>
    /// What a command opens: an account and how, as the end of a sentence; without an account how is a sentence of its own.
    /// </summary>
    public IEnumerable<(string? Name, string How)> Of(ShellCommand command)
    {
        var (words, user) = AsUser([.. command.Words]);
        if (words is not [var program, ..])
        {
            yield break;
        }
        program = program[(program.LastIndexOf('/') + 1)..];
        if (Accounts.Contains(program))
        {
            foreach (var opened in OfAccounts(program, words))
            {
                yield return opened;
            }
        }
        if (program.StartsWith("ssh-import-id", StringComparison.Ordinal))
        {
            yield return (user, Keys);
        }
        foreach (var (path, source) in Written(program, words))
        {
            foreach (var opened in OfFile(path, TextOf(command, source), user))
            {
                yield return opened;
            }
        }
    }

    private static IEnumerable<(string? Name, string How)> OfAccounts(
        string program,
        string[] words
    )
    {
        // What is neither an option nor the value of one (useradd(8), usermod(8), gpasswd(1)).
        string[] names =
        [
            .. words
                .Skip(1)
                .Where((word, at) => !word.StartsWith('-') && !Valued().IsMatch(words[at])),
        ];
        var group = words
            .Skip(1)
            .SelectMany(word => word.Split(',', '='))
            .FirstOrDefault(LoginWords.RootGroups.Contains);
        var members =
            program == "groupmems"
                ? [.. words.SkipWhile(word => word is not ("-a" or "--add")).Skip(1).Take(1)]
                : names;
        if (
            group is not null
            && members.SelectMany(name => name.Split(',')).FirstOrDefault(name => name != group)
                is { } member
        )
        {
            yield return (member, $"becomes a member of the group {group}");
        }
        if (program is not ("usermod" or "useradd" or "adduser") || names is not [.., var owner])
        {
            yield break;
        }
        if (words.Any(word => Password().IsMatch(word)))
        {
            yield return (owner, "is given a password");
        }
        if (RootNumber().IsMatch(string.Join(' ', words)))
        {
            yield return (owner, "is given the number of root");
        }
    }

    // Of a path that a command writes; no text where it can't be seen what.
    private static IEnumerable<(string? Name, string How)> OfFile(
        string path,
        string? text,
        string user
    )
    {
        if (
            LoginWords.OwnerOfKeys(
                Home().Replace(path, user == "root" ? "/root" : "/home/" + user)
            ) is
            { } owner
        )
        {
            yield return (owner, Keys);
        }
        else if (IsOfSudo(path))
        {
            string[] users = text is null ? [] : [.. LoginWords.OfSudoers(text)];
            foreach (var each in users)
            {
                yield return (each, "may use sudo");
            }
            if (users.Length == 0 && text is null)
            {
                yield return (
                    null,
                    $"this command writes to {path}, and whom that lets use sudo can't be seen here"
                );
            }
        }
        else if (LoginSources.OfFile(path, text ?? "") is { } opened)
        {
            yield return (
                null,
                opened.Replace("this file", "this command", StringComparison.Ordinal)
            );
        }
    }

    private static bool IsOfSudo(string path) =>
        path is "/etc/sudoers" or "/etc/sudoers.d"
        || path.StartsWith("/etc/sudoers.d/", StringComparison.Ordinal);

    // The text that reaches a file: of a file that is copied its content, else what echo or printf say in the same entry.
    private string? TextOf(ShellCommand command, string? source)
    {
        if (source is not null)
        {
            return contentOf(source);
        }
        string[] said =
        [
            .. Said()
                .Matches(command.Entry)
                .Select(said =>
                    said.Groups["text"]
                        .Value.Trim()
                        .Trim('"', '\'')
                        .Replace("\\n", "\n", StringComparison.Ordinal)
                ),
        ];
        return said.Length > 0 ? string.Join('\n', said)
            : command.Entry.Contains("<<", StringComparison.Ordinal) ? command.Entry
            : null;
    }

    // Each with the file that it is a copy of, where it is one.
    private static IEnumerable<(string Path, string? Source)> Written(
        string program,
        string[] words
    )
    {
        foreach (var (first, second) in words.Zip(words.Skip(1)))
        {
            if (first.EndsWith('>') || first is "-o" or "-O" or "--output")
            {
                yield return (second, null);
            }
        }
        string[] files =
        [
            .. words
                .Skip(1)
                .Where((word, at) => !word.StartsWith('-') && !Mode().IsMatch(words[at])),
        ];
        if (program == "tee")
        {
            foreach (var file in files.TakeWhile(file => !file.EndsWith('>')))
            {
                yield return (file, null);
            }
        }
        else if (
            program is "cp" or "install" or "mv" or "ln"
            && files is [var source, .., var target]
        )
        {
            var name = source[(source.LastIndexOf('/') + 1)..];
            // A directory, or a file of that name.
            yield return (target.EndsWith('/') ? target + name : target, source);
        }
    }

    // sudo -u anna ssh-import-id ...; ShellCommand leaves sudo itself out.
    private static (string[] Words, string User) AsUser(string[] words) =>
        words switch
        {
            ["-u" or "--user", var user, .. var rest] => (Behind(rest), user),
            ["runuser", "-u" or "--user", var user, .. var rest] => (Behind(rest), user),
            ["su", .. var options, "-c", var text] when options.Any(option => option[0] != '-') => (
                text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                options.First(option => option[0] != '-')
            ),
            ["su", .. var options, var user, "-c", var text]
                when options.All(option => option[0] == '-') => (
                text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                user
            ),
            _ => (words, "root"),
        };

    private static string[] Behind(string[] words) =>
        [.. words.SkipWhile(word => word.StartsWith('-'))];

    [GeneratedRegex(
        @"\A(-[a-zA-Z]*[bcdefgGkKpRsuZP]|--(groups|gid|ingroup|comment|gecos|home|home-dir|shell|password|uid|expiredate|inactive|skel|base-dir))\z"
    )]
    private static partial Regex Valued();

    [GeneratedRegex(@"\A(-p|--password(=.*)?)\z")]
    private static partial Regex Password();

    [GeneratedRegex(@" (-[a-z]*u ?|--uid[= ])0\b")]
    private static partial Regex RootNumber();

    [GeneratedRegex(@"\A(~|\$HOME|\$\{HOME\})(?=/)")]
    private static partial Regex Home();

    // install(1): the mode, the owner and the group stand before files.
    [GeneratedRegex(@"\A(-[a-zA-Z]*[mogS]|--(mode|owner|group|suffix))\z")]
    private static partial Regex Mode();

    [GeneratedRegex(
        @"\b(echo|printf)\s+(-[neE]+\s+)?(?<text>""[^""]*""|'[^']*'|[^|>\n]*)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Said();
}
