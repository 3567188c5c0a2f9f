using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters;

internal sealed partial class ValueReader
{
    /// <summary>The accounts beside the administrator's that are meant to be there.</summary>
    public IReadOnlyList<string> OtherUsers(MappingReader? ssh)
    {
        List<string> names = [];
        foreach (var item in ssh?.TextList("otherUsers") ?? [])
        {
            if (UserName().IsMatch(item.Text))
            {
                names.Add(item.Text);
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
        return [.. names.Distinct()];
    }
}
