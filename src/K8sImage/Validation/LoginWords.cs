using System.Text.RegularExpressions;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>What makes a login of an account, as cloud-init, sudo and sshd read it.</summary>
internal static partial class LoginWords
{
    /// <summary>Groups whose members are as good as root: by sudo, by containers, by the disk.</summary>
    public static readonly IReadOnlySet<string> RootGroups = new HashSet<string>(
        ["root", "sudo", "admin", "wheel", "docker", "lxd", "incus-admin", "disk"],
        StringComparer.Ordinal
    );

    /// <summary>Names, in a list or in a text with commas between.</summary>
    public static IEnumerable<string> Of(YamlNode? node) =>
        node switch
        {
            YamlScalar text => text.Text.Split(
                ',',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            ),
            YamlSequence list => list.Items.OfType<YamlScalar>().Select(item => item.Text.Trim()),
            // A mapping of groups, each to what cloud-init leaves aside.
            YamlMapping mapping => mapping.Entries.Select(entry => entry.Key.Text),
            _ => [],
        };

    /// <summary>The items of a list, or the one value that stands in its place.</summary>
    public static IEnumerable<YamlNode> Entries(YamlNode? node) =>
        node switch
        {
            YamlSequence list => list.Items,
            null => [],
            _ => [node],
        };

    /// <summary>The entries of <c>users</c>; where it is a mapping of accounts, their names.</summary>
    public static IEnumerable<YamlNode> Users(YamlNode? node) =>
        node is YamlMapping mapping ? mapping.Entries.Select(entry => entry.Key) : Entries(node);

    /// <summary>Whether an entry of <c>users</c> is cloud-init's default user: the distribution's own account.</summary>
    public static bool IsDefault(YamlNode user) =>
        user is YamlMapping mapping
            ? mapping["name"] is null or YamlScalar { Text: "default" }
            : Of(user).Contains("default");

    /// <summary>
    /// How an entry of <c>users</c> (cloud-init, module Users and Groups) can log in or become root, as the end of a
    /// sentence; null for an account that can do neither.
    /// </summary>
    public static string? MeansOf(YamlMapping user)
    {
        if (Is(user, "ssh_authorized_keys", "ssh_import_id", "snapuser"))
        {
            return "may log in by SSH keys";
        }
        if (
            Is(user, "plain_text_passwd")
            || user.Entries.Any(entry =>
                entry is { Key.Text: "passwd" or "hashed_passwd", Value: YamlScalar hash }
                && !(hash.Text is ['!' or '*', ..])
            )
            || user["lock_passwd"] is YamlScalar { Text: "false" or "False" or "no" or "off" }
        )
        {
            return "may log in by a password";
        }
        return Is(user, "sudo", "doas") ? "may become root by sudo"
            : Of(user["groups"])
                .Concat(Of(user["primary_group"]))
                .FirstOrDefault(RootGroups.Contains)
                is { } group
                ? $"is in the group {group}, and so may become root"
            : null;
    }

    /// <summary>Users and groups to which a file of sudoers(5) grants something; of an alias its members.</summary>
    public static IEnumerable<string> OfSudoers(string content)
    {
        string[] lines =
        [
            .. content
                .Replace("\\\n", " ", StringComparison.Ordinal)
                .Split('\n')
                .Select(line => line.Trim()),
        ];
        var aliases = lines
            .Select(line => Alias().Match(line))
            .Where(match => match.Success)
            .ToLookup(
                match => match.Groups[1].Value,
                match => match.Groups[2].Value.Split(','),
                StringComparer.Ordinal
            );
        return lines
            .Where(line => line.Contains('=') && !NoGrant().IsMatch(line))
            .SelectMany(line => UserList().Match(line).Value.Split(','))
            .Select(name => name.Trim())
            .SelectMany(name =>
                aliases.Contains(name) ? aliases[name].SelectMany(all => all) : [name]
            )
            .Select(name => name.Trim().TrimStart('%'))
            .Where(name => name.Length > 0)
            .Distinct();
    }

    /// <summary>Whose log-in the keys in a file open; null for a file that sshd does not read keys from.</summary>
    public static string? OwnerOfKeys(string path) =>
        KeyFile().Match(path) is { Success: true } match
            ? match.Groups["home"].Value is { Length: > 0 } home
                ? home
                : "root"
            : null;

    private static bool Is(YamlMapping user, params string[] keys) =>
        keys.Select(key => user[key])
            .Any(value =>
                value is not null and not YamlScalar { Text: "" or "false" or "False" or "null" }
                && value is not YamlSequence { Items.Count: 0 }
            );

    // Comments, settings, aliases and further files; "#" and a number is a user.
    [GeneratedRegex(@"\A(#(?![0-9])|@include|Defaults|(User|Runas|Host|Cmnd|Cmd)_Alias\b)")]
    private static partial Regex NoGrant();

    [GeneratedRegex(@"\AUser_Alias\s+([A-Z][A-Z0-9_]*)\s*=\s*(.*)\z")]
    private static partial Regex Alias();

    [GeneratedRegex(@"\A[^\s,]+(\s*,\s*[^\s,]+)*")]
    private static partial Regex UserList();

    [GeneratedRegex(@"\A(/root|/home/(?<home>[^/]+))/\.ssh/authorized_keys2?\z")]
    private static partial Regex KeyFile();
}
