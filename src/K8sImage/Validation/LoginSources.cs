using System.Text.RegularExpressions;

namespace K8sImage.Validation;

/// <summary>Files and commands that open a way to log in without an account's own entry under <c>users</c>.</summary>
internal static partial class LoginSources
{
    // passwd(5), shadow(5), group(5), gshadow(5).
    private static readonly string[] Accounts =
    [
        "/etc/passwd",
        "/etc/shadow",
        "/etc/group",
        "/etc/gshadow",
    ];

    /// <summary>What a file of no single account opens, as a sentence; null for nothing.</summary>
    public static string? OfFile(string path, string content) =>
        Accounts.Contains(path) ? "this file is the node's list of accounts, all of them"
        : SshServer().IsMatch(path) && KeySource().Match(content) is { Success: true } keyword
            ? $"this file lets sshd take keys from elsewhere, by {keyword.Groups[1].Value}"
        : SshServer().IsMatch(path) && Opens(path, content) is { } setting
            ? $"this file changes whom sshd lets in, by {setting}"
        : Console().IsMatch(path) && AutoLogin().IsMatch(content)
            ? "this file lets a console log somebody in unasked"
        : null;

    // sshd takes the first value that it reads, and one behind Match before all others (sshd_config(5)).
    private static string? Opens(string path, string content)
    {
        var start =
            string.CompareOrdinal(path, "/etc/ssh/sshd_config.d/00-k8simage.conf") < 0
            && path.Contains(".d/", StringComparison.Ordinal)
                ? 0
            : MatchBlock().Match(content) is { Success: true } block ? block.Index
            : content.Length;
        return Opening().Match(content, start) is { Success: true } match
            ? match.Groups[1].Value
            : null;
    }

    /// <summary>The accounts to which a command gives a login or the way to root, each with how, as the end of a sentence.</summary>
    public static IEnumerable<(string Name, string How)> OfCommand(IReadOnlyList<string> words)
    {
        var names = Names(words).ToArray();
        var group = words
            .Skip(1)
            .SelectMany(word => word.Split(','))
            .FirstOrDefault(LoginWords.RootGroups.Contains);
        if (
            group is not null
            && words[0] is "usermod" or "useradd" or "adduser" or "addgroup" or "gpasswd"
            && names.FirstOrDefault(name => name != group) is { } member
        )
        {
            yield return (member, $"becomes a member of the group {group}");
        }
        if (
            words[0] is "usermod" or "useradd"
            && (words.Contains("-p") || words.Contains("--password"))
            && names is [.., var owner]
        )
        {
            yield return (owner, "is given a password");
        }
        foreach (var file in Written(words))
        {
            if (LoginWords.OwnerOfKeys(file) is { } name)
            {
                yield return (name, "is given SSH keys");
            }
            else if (file.StartsWith("/etc/sudoers", StringComparison.Ordinal))
            {
                var text = string.Join(' ', words.Skip(1))
                    .Replace("\\n", "\n", StringComparison.Ordinal);
                foreach (var user in LoginWords.OfSudoers(text))
                {
                    yield return (user, "may use sudo");
                }
            }
        }
    }

    // What is neither an option nor the value of one (useradd(8), usermod(8), gpasswd(1)).
    private static IEnumerable<string> Names(IReadOnlyList<string> words) =>
        words.Skip(1).Where((word, at) => !word.StartsWith('-') && !Valued().IsMatch(words[at]));

    private static IEnumerable<string> Written(IReadOnlyList<string> words) =>
        words
            .Zip(words.Skip(1))
            .Where(pair => pair.First.EndsWith('>') || pair.First is "tee" or "-a" or "-o")
            .Select(pair => pair.Second)
            .Concat(words[0] is "cp" or "install" or "mv" or "ln" ? [words[^1]] : []);

    [GeneratedRegex(@"\A/etc/ssh/sshd_config(\.d/[^/]+\.conf)?\z")]
    private static partial Regex SshServer();

    [GeneratedRegex(
        @"^\s*(AuthorizedKeysCommand|AuthorizedKeysFile|TrustedUserCAKeys|AuthorizedPrincipalsCommand)\b(?!\s+none)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex KeySource();

    [GeneratedRegex(@"^\s*Match\b", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MatchBlock();

    [GeneratedRegex(
        @"^\s*(PermitRootLogin|PasswordAuthentication|KbdInteractiveAuthentication|PermitEmptyPasswords)\b(?!\s*=?\s*""?no\b)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex Opening();

    [GeneratedRegex(
        @"\A(-[a-zA-Z]*[bcdefgGkKpRsuZP]|--(groups|gid|comment|home|home-dir|shell|password|uid|expiredate|inactive|skel|base-dir))\z"
    )]
    private static partial Regex Valued();

    [GeneratedRegex(@"\A/etc/systemd/system/[^/]*getty[^/]*(/|\z)")]
    private static partial Regex Console();

    // agetty(8).
    [GeneratedRegex(@"--autologin|\s-a\s")]
    private static partial Regex AutoLogin();
}
