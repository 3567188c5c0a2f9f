using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds what lets an account log in to a node, or become root on it, that the cluster file does not name: the node's own check
/// of the step <c>access</c> is red for it. Of root's and the administrator's password <see cref="UndoneKeys"/> tells.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes each such account.</param>
internal sealed class Logins(Cluster cluster, NodeWork work, FindingCollection findings)
{
    /// <summary>The names that distributions give their own account.</summary>
    public static readonly IReadOnlyList<string> Distributions = ["ubuntu", "debian"];

    private const string OpenedHint =
        "make accounts by users:, give them their keys there, and name them under ssh.otherUsers; the node's check of its logins fails otherwise";

    private readonly string[] _declared = [cluster.User, .. cluster.OtherUsers];

    /// <summary>Looks at a node. Without the step <c>access</c> its accounts are not ours.</summary>
    public void Check()
    {
        if (work.PlaceOf("access") is not { } access)
        {
            return;
        }
        foreach (
            var user in LoginWords
                .Users(work.UserData["users"])
                .Where(user => user.Place.File != access.File)
        )
        {
            CheckUser(user);
        }
        foreach (var user in LoginWords.Entries(work.UserData["user"]))
        {
            CheckRenamed(user);
        }
        CheckPasswords();
        CheckGroups();
        foreach (var file in work.Files.Where(file => file.Place.File != access.File))
        {
            CheckFile(file);
        }
        var commands = new LoginCommands(ContentOf);
        foreach (var command in work.ExtraCommands)
        {
            foreach (var (name, how) in commands.Of(command))
            {
                CheckCommand(command.Place, name, how);
            }
        }
    }

    private void CheckCommand(Place place, string? name, string how)
    {
        if (name is null)
        {
            findings.Add(ValidationRules.Login.At(place, Shown.Short(how, 200), OpenedHint));
        }
        else if (name == cluster.User && how == LoginCommands.Keys)
        {
            findings.Add(
                ValidationRules.Login.At(
                    place,
                    $"this command lets {name} log in by SSH keys that the cluster file does not have",
                    "add the keys to ssh.authorizedKeys"
                )
            );
        }
        else
        {
            Add(place, name, $"by this command {Shown.Short(name)} {how}");
        }
    }

    private string? ContentOf(string path) =>
        work.Files.LastOrDefault(file => file["path"] is YamlScalar at && at.Text == path)
            is { } file
            ? FileContent.Of(file)
            : null;

    private void CheckUser(YamlNode user)
    {
        // An account of a name alone has neither password nor key.
        if (LoginWords.IsDefault(user))
        {
            AddDefault(user.Place, "'default' makes");
        }
        else if (user is YamlMapping mapping && mapping["name"] is YamlScalar name)
        {
            if (
                SystemAccounts.Find(name.Text) is (false, var source)
                && mapping["primary_group"] is null
                && mapping["no_user_group"] is null
            )
            {
                findings.Add(
                    ClusterRules.SystemAccount.At(
                        name.Place,
                        $"'{Shown.Short(name.Text)}' is a group of the system ({source}), so useradd makes no account of that name",
                        "choose a name that is not taken, or give the account that group: primary_group"
                    )
                );
            }
            else if (LoginWords.MeansOf(mapping) is { } means)
            {
                Add(name.Place, name.Text, $"the account {Shown.Short(name.Text)} {means}");
            }
        }
    }

    // "user" makes the distribution's own account, under another name where it has one, and with its groups and its sudo.
    private void CheckRenamed(YamlNode user)
    {
        var mapping = user as YamlMapping;
        if ((mapping is null ? user : mapping["name"]) is not YamlScalar name)
        {
            AddDefault(user.Place, "'user' makes");
        }
        else if (name.Text.Length > 0)
        {
            var means =
                (mapping is null ? null : LoginWords.MeansOf(mapping))
                ?? "is the distribution's own, which may become root by sudo";
            Add(name.Place, name.Text, $"the account {Shown.Short(name.Text)} {means}");
        }
    }

    private void AddDefault(Place place, string what)
    {
        if (!Distributions.Any(_declared.Contains))
        {
            findings.Add(
                ValidationRules.Login.At(
                    place,
                    $"{what} the account of the distribution, which may become root by sudo",
                    "leave it out: the administrator's account is there; or name it under ssh.otherUsers, as in [ubuntu] or [debian]"
                )
            );
        }
    }

    private void CheckPasswords()
    {
        var chpasswd = work.UserData["chpasswd"] as YamlMapping;
        var list = chpasswd?["list"];
        IEnumerable<(Place, string)> names =
        [
            .. ShellPieces
                .Items(chpasswd?["users"])
                .OfType<YamlMapping>()
                .Select(user => user["name"])
                .OfType<YamlScalar>()
                .Select(name => (name.Place, name.Text)),
            .. ShellPieces.Items(list).OfType<YamlScalar>().Select(line => (line.Place, line.Text)),
            .. list is YamlScalar text
                ? text.Text.Split('\n').Select(line => (text.Place, line))
                : [],
        ];
        foreach (var (place, line) in names)
        {
            var name = line.Split(':')[0].Trim();
            if (name is not ("" or "root"))
            {
                Add(place, name, $"chpasswd gives {Shown.Short(name)} a password");
            }
        }
    }

    // Items of a list, or one mapping, of a group and its members.
    private void CheckGroups()
    {
        foreach (
            var (group, members) in LoginWords
                .Entries(work.UserData["groups"])
                .OfType<YamlMapping>()
                .SelectMany(each => each.Entries)
                .Where(entry => LoginWords.RootGroups.Contains(entry.Key.Text))
        )
        {
            foreach (var member in LoginWords.Of(members))
            {
                Add(
                    group.Place,
                    member,
                    $"{Shown.Short(member)} becomes a member of the group {group.Text}, and so may become root"
                );
            }
        }
    }

    private void CheckFile(YamlMapping file)
    {
        if (file["path"] is not YamlScalar { Text: var path } at)
        {
            return;
        }
        if (LoginSources.OfFile(path, FileContent.TextOf(file)) is { } opened)
        {
            findings.Add(ValidationRules.Login.At(at.Place, opened, OpenedHint));
        }
        else if (
            path == "/etc/sudoers"
            || path.StartsWith("/etc/sudoers.d/", StringComparison.Ordinal)
        )
        {
            foreach (var name in LoginWords.OfSudoers(FileContent.TextOf(file)))
            {
                Add(at.Place, name, $"this file lets {Shown.Short(name)} use sudo");
            }
        }
        else if (LoginWords.OwnerOfKeys(path) is { } owner)
        {
            if (owner == cluster.User)
            {
                findings.Add(
                    ValidationRules.Login.At(
                        at.Place,
                        $"this file lets {owner} log in by SSH keys that the cluster file does not have",
                        "add the keys to ssh.authorizedKeys"
                    )
                );
            }
            Add(at.Place, owner, $"this file lets {Shown.Short(owner)} log in by SSH keys");
        }
    }

    private void Add(Place place, string name, string what)
    {
        if (!_declared.Contains(name))
        {
            findings.Add(
                ValidationRules.Login.At(
                    place,
                    $"{what}, and the cluster file does not name that account",
                    ValueReader.UserName().IsMatch(name)
                        ? $"add it to the cluster file if it is meant, as in ssh: {{ otherUsers: [{name}] }}; the node's check of its logins fails otherwise"
                        : "leave it out, or give it by a name that ssh.otherUsers can have: lower-case letters, digits, '-' and '_'; the node's check of its logins fails otherwise"
                )
            );
        }
    }
}
