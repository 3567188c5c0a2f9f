using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds keys that speak of cloud-init's default user where the node has none: <c>users</c> is there, and neither names
/// <c>default</c> nor is there a <c>user</c> (cloud-init, <c>normalize_users_groups</c> and <c>extract_default</c> in
/// distros/ug_util.py). Accounts that are named keep what these keys do not say.
/// </summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what has no effect.</param>
internal sealed class DefaultUser(NodeWork work, FindingCollection findings)
{
    private const string NoEffect = ": it has no effect";

    private const string Keys =
        "write the administrator's keys under ssh: { authorizedKeys: [...] }, those of others into their entry under users:";

    private const string Password =
        "name the account, as in chpasswd: { users: [{ name: anna, password: ..., type: text }] }";

    /// <summary>Looks at each key.</summary>
    public void Check()
    {
        // Without users: the image's own configuration says [default].
        if (
            work.UserData["users"] is not { } users
            || LoginWords.Users(users).Any(LoginWords.IsDefault)
            || LoginWords.Entries(work.UserData["user"]).Any(user => !IsEmpty(user))
        )
        {
            return;
        }
        foreach (var (key, value) in work.UserData.Entries)
        {
            CheckKey(key, value);
        }
        foreach (var entry in LoginWords.Users(users).OfType<YamlMapping>())
        {
            foreach (
                var (key, _) in entry.Entries.Where(each => each.Key.Text == "ssh_redirect_user")
            )
            {
                Add(key, NoEffect, "leave it out, or give the account keys of its own");
            }
        }
    }

    private void CheckKey(YamlScalar key, YamlNode value)
    {
        switch (key.Text)
        {
            // cc_ssh.py writes them for root in any case, before each a command that refuses to log in.
            case "ssh_authorized_keys":
                Add(
                    key,
                    ": only root gets these keys, who may not log in, and the node's check of its logins fails for them",
                    Keys
                );
                break;
            case "ssh_import_id":
                Add(key, NoEffect, Keys);
                break;
            case "password":
                Add(key, NoEffect, Password);
                break;
            // Without them it only says whether that password expires.
            case "chpasswd" when value is YamlMapping map && !Names(map):
                Add(key, ": without users it has no effect", Password);
                break;
            case "byobu_by_default"
                when value is YamlScalar { Text: "user" or "enable-user" or "disable-user" }:
                Add(
                    key,
                    NoEffect,
                    "write enable-system or disable-system, which are for all users"
                );
                break;
            // What stands before root's keys.
            case "disable_root_opts" when work.UserData["ssh_authorized_keys"] is null:
                Add(key, ": it has no effect, as root has no keys either", "leave it out");
                break;
            case "system_info" when value is YamlMapping info && info["default_user"] is not null:
                Add(key, ": describing it has no effect", "describe the account under users:");
                break;
        }
    }

    private static bool Names(YamlMapping chpasswd) =>
        new[] { chpasswd["users"], chpasswd["list"] }.Any(list =>
            list is not null && !IsEmpty(list)
        );

    private static bool IsEmpty(YamlNode node) =>
        node
            is YamlScalar { Text: "" or "null" or "~" }
                or YamlSequence { Items.Count: 0 }
                or YamlMapping { Entries.Count: 0 };

    private void Add(YamlScalar key, string what, string hint) =>
        findings.Add(
            ValidationRules.DefaultUser.At(
                key.Place,
                $"'{key.Text}' is about cloud-init's default user, which this node does not have{what}",
                hint
            )
        );
}
