using System.Text.RegularExpressions;

namespace K8sImage.Validation;

/// <summary>Files that open a way to log in without an account's own entry under <c>users</c>.</summary>
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

    [GeneratedRegex(@"\A/etc/systemd/system/[^/]*getty[^/]*(/|\z)")]
    private static partial Regex Console();

    // agetty(8).
    [GeneratedRegex(@"--autologin|\s-a\s")]
    private static partial Regex AutoLogin();
}
