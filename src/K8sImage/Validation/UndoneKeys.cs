using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds keys of the cluster file's cloud-config that undo what steps did, beside those that steps set too: of these
/// <see cref="DocumentMerger"/> tells.
/// </summary>
/// <param name="work">What the node's steps and the cluster file do.</param>
/// <param name="findings">Takes what undoes something.</param>
internal sealed class UndoneKeys(NodeWork work, FindingCollection findings)
{
    private static readonly string[] ClockSteps = ["time-cron", "time-timesyncd", "time-chrony"];

    /// <summary>Looks at each key.</summary>
    public void Check()
    {
        foreach (
            var (key, value) in work.UserData.Entries.Where(entry => work.IsExtra(entry.Key.Place))
        )
        {
            switch (key.Text)
            {
                case "ntp" when !Is(value, "enabled", "false"):
                    foreach (var step in ClockSteps)
                    {
                        Add(key.Place, step, "ntp: has another service set the clock");
                    }
                    break;
                case "chpasswd" when PasswordOf(value) is { } user:
                    Add(key.Place, "access", $"chpasswd: gives {user} a password");
                    break;
                case "prefer_fqdn_over_hostname" when value is YamlScalar { Text: "true" }:
                    Add(key.Place, "hostname", "the node takes fqdn: for its name");
                    break;
                case "create_hostname_file" when value is YamlScalar { Text: "false" }:
                    Add(key.Place, "hostname", "the node forgets its name when it restarts");
                    break;
            }
        }
        CheckUsers();
        CheckPackages();
    }

    // The one of the users of step access whose password is set; those of others are nobody's concern here.
    private string? PasswordOf(YamlNode chpasswd)
    {
        string[] closed =
        [
            "root",
            .. Names(work.UserData["users"], user => !work.IsExtra(user.Place)),
        ];
        return Names((chpasswd as YamlMapping)?["users"], _ => true)
            .FirstOrDefault(closed.Contains);
    }

    private static IEnumerable<string> Names(YamlNode? users, Func<YamlMapping, bool> isMeant) =>
        ShellPieces
            .Items(users)
            .OfType<YamlMapping>()
            .Where(isMeant)
            .Select(user => user["name"])
            .OfType<YamlScalar>()
            .Select(name => name.Text);

    private void CheckUsers()
    {
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var user in ShellPieces.Items(work.UserData["users"]).OfType<YamlMapping>())
        {
            if (
                user["name"] is YamlScalar name
                && !places.TryAdd(name.Text, user.Place)
                && work.IsExtra(name.Place)
                && !work.IsExtra(places[name.Text])
            )
            {
                findings.Add(
                    Undone.At(
                        name.Place,
                        places[name.Text],
                        $"the user {Shown.Short(name.Text)} is described again here"
                    )
                );
            }
        }
    }

    private void CheckPackages()
    {
        var held = work.StepWords("apt-mark", "hold");
        foreach (var item in ShellPieces.Items(work.UserData["packages"]))
        {
            // A package, or a package and its version.
            var name = item is YamlSequence { Items: [YamlScalar first, ..] } ? first : item;
            if (
                name is YamlScalar package
                && work.IsExtra(package.Place)
                && held.TryGetValue(package.Text.Split('=')[0], out var place)
            )
            {
                findings.Add(
                    Undone.At(
                        package.Place,
                        place,
                        $"cloud-init is to install {Shown.Short(package.Text)} here"
                    )
                );
            }
        }
    }

    private void Add(Place place, string step, string what)
    {
        if (work.PlaceOf(step) is { } at)
        {
            findings.Add(Undone.At(place, at, what));
        }
    }

    private static bool Is(YamlNode node, string key, string text) =>
        node is YamlMapping mapping && mapping[key] is YamlScalar scalar && scalar.Text == text;
}
