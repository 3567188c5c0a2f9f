using System.Globalization;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

internal sealed partial class ValueReader
{
    /// <summary>The accounts beside the administrator's that are meant to be there.</summary>
    public IReadOnlyList<string> OtherUsers(MappingReader? ssh)
    {
        Note(ssh, "otherUsers");
        List<string> names = [];
        foreach (var item in ssh?.TextList("otherUsers") ?? [])
        {
            if (UserName().IsMatch(item.Text))
            {
                if (!names.Contains(item.Text))
                {
                    places[PathOfOtherUser(names.Count)] = item.Place;
                    names.Add(item.Text);
                }
            }
            else
            {
                findings.Add(
                    ClusterRules.User.At(
                        item.Place,
                        $"'{Shown.Short(item.Text)}' is not a valid name of an account",
                        "use 1 to 32 lower-case letters, digits, '-' and '_', a letter first; the accounts themselves are made by extraUserData or a step"
                    )
                );
            }
        }
        return names;
    }

    /// <summary>The path of one of these accounts among the places of the cluster.</summary>
    public static string PathOfOtherUser(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"ssh.otherUsers[{index}]");
}
