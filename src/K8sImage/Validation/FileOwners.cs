using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds files whose owner is not there when cloud-init writes them. Its module write_files comes before that of users, and stops
/// at the first owner that it can't look up (<c>chownbyname</c> in its util.py); files with <c>defer: true</c> are written when all
/// users, groups and packages of the user-data are there.
/// </summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes each such file.</param>
internal sealed class FileOwners(NodeWork work, FindingCollection findings)
{
    private static readonly HashSet<string> Making = ["useradd", "adduser", "groupadd", "addgroup"];

    // bootcmd runs before write_files; that any of its words is a name is good enough here.
    private readonly HashSet<string> _early =
    [
        .. ShellPieces
            .Items(work.UserData["bootcmd"])
            .SelectMany(ShellCommand.Of)
            .Where(command => Making.Contains(command.Words[0]))
            .SelectMany(command => command.Words.Skip(1)),
    ];

    /// <summary>Looks at each file.</summary>
    public void Check()
    {
        var made = Made();
        var canBeMade = ShellPieces.Items(work.UserData["packages"]).Count > 0;
        foreach (var file in work.Files)
        {
            if (file["owner"] is not YamlScalar owner || file["path"] is not YamlScalar path)
            {
                continue;
            }
            var isDeferred = FileContent.IsDeferred(file);
            if (
                Unknown(owner.Text) is var (kind, name)
                && !(isDeferred && (canBeMade || made.Contains(name)))
            )
            {
                findings.Add(FindingOf(owner, path.Text, kind, name, isDeferred, made));
            }
        }
    }

    private static Finding FindingOf(
        YamlScalar owner,
        string path,
        string kind,
        string name,
        bool isDeferred,
        HashSet<string> made
    )
    {
        var (file, who) = (Shown.Short(path), $"the {kind} {Shown.Short(name)}");
        const string stops = "cloud-init stops there, and writes no file behind it";
        return name.All(char.IsAsciiDigit)
                ? ValidationRules.FileOwner.At(
                    owner.Place,
                    $"{file} is to belong to {who}, but cloud-init looks owners up by name: it finds none, and writes no file behind it",
                    "write the account's name, with defer: true where users: makes it"
                )
            : isDeferred
                ? ValidationRules.FileOwner.At(
                    owner.Place,
                    $"{file} is to belong to {who}, which nothing makes: {stops}",
                    "write an account of the base, or one that users: makes"
                )
            : ValidationRules.FileOwner.At(
                owner.Place,
                $"{file} is to belong to {who}, which is not there yet when cloud-init writes files: {stops}",
                made.Contains(name)
                    ? $"add defer: true to {file}: it is then written when the users are there"
                    : $"write an account of the base; or add it under users: and defer: true to {file}"
            );
    }

    // As extract_usergroup of cloud-init's util.py takes it apart.
    private (string Kind, string Name)? Unknown(string owner)
    {
        var parts = owner.Split(':', 2, StringSplitOptions.TrimEntries);
        return IsName(parts[0]) && !SystemAccounts.HasUser(parts[0]) && !_early.Contains(parts[0])
                ? ("user", parts[0])
            : parts.Length == 2
            && IsName(parts[1])
            && !SystemAccounts.HasGroup(parts[1])
            && !_early.Contains(parts[1])
                ? ("group", parts[1])
            : null;
    }

    private static bool IsName(string text) =>
        text is not ("" or "-1") && !text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private HashSet<string> Made()
    {
        var users = LoginWords.Users(work.UserData["users"]);
        return
        [
            .. users.SelectMany(user =>
                user is YamlMapping { } map
                    ? new[] { map["name"], map["groups"], map["primary_group"] }.SelectMany(
                        LoginWords.Of
                    )
                    : LoginWords.Of(user)
            ),
            .. LoginWords
                .Entries(work.UserData["groups"])
                .SelectMany(group => LoginWords.Of(group)),
        ];
    }
}
