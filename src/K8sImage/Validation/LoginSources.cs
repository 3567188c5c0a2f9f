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
        : Console().IsMatch(path) && AutoLogin().IsMatch(content)
            ? "this file lets a console log somebody in unasked"
        : null;

    /// <summary>The accounts to which a command gives a login or the way to root, each with how, as the end of a sentence.</summary>
    public static IEnumerable<(string Name, string How)> OfCommand(IReadOnlyList<string> words)
    {
        var names = words.Skip(1).Where(word => word[0] != '-').ToArray();
        var groups = names
            .SelectMany(word => word.Split(','))
            .Where(LoginWords.RootGroups.Contains);
        switch (words[0])
        {
            case "usermod" or "useradd" when groups.FirstOrDefault() is { } group:
                yield return (words[^1], $"becomes a member of the group {group}");
                break;
            case "adduser" or "addgroup" when names is [var name, var group]:
                if (LoginWords.RootGroups.Contains(group))
                {
                    yield return (name, $"becomes a member of the group {group}");
                }
                break;
            case "gpasswd" when words.Contains("-a") && names is [var name, var group]:
                if (LoginWords.RootGroups.Contains(group))
                {
                    yield return (name, $"becomes a member of the group {group}");
                }
                break;
        }
        foreach (var (first, file) in words.Zip(words.Skip(1)))
        {
            if (
                (first.EndsWith('>') || first == "tee" || first == "-a")
                && LoginWords.OwnerOfKeys(file) is { } owner
            )
            {
                yield return (owner, "is given SSH keys");
            }
        }
    }

    [GeneratedRegex(@"\A/etc/ssh/sshd_config(\.d/[^/]+\.conf)?\z")]
    private static partial Regex SshServer();

    [GeneratedRegex(
        @"^\s*(AuthorizedKeysCommand|AuthorizedKeysFile|TrustedUserCAKeys|AuthorizedPrincipalsCommand)\b(?!\s+none)",
        RegexOptions.Multiline | RegexOptions.IgnoreCase
    )]
    private static partial Regex KeySource();

    [GeneratedRegex(@"\A/etc/systemd/system/[^/]*getty[^/]*(/|\z)")]
    private static partial Regex Console();

    // agetty(8).
    [GeneratedRegex(@"--autologin|\s-a\s")]
    private static partial Regex AutoLogin();
}
