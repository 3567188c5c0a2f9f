using System.Text.RegularExpressions;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds names that are almost the time server's, as the guide's <c>time1.aliyum.com</c> beside <c>time1.aliyun.com</c>.
/// </summary>
/// <param name="server">The time server of the cluster file.</param>
/// <param name="findings">Takes what looks like a slip.</param>
internal sealed partial class NearMisses(string server, FindingCollection findings)
{
    /// <summary>Looks through all of a tree.</summary>
    public void Check(YamlNode? tree)
    {
        foreach (var (scalar, _) in ShellPieces.Scalars(tree))
        {
            foreach (
                var name in HostNames()
                    .Matches(scalar.Text)
                    .Select(match => match.Value)
                    .Where(IsNear)
                    .Distinct()
            )
            {
                findings.Add(
                    ValidationRules.NearMiss.At(
                        scalar.FindText(name),
                        $"'{name}' is almost {server}, the time server of this cluster",
                        $"write {server} if that is meant; if not, nothing is wrong here"
                    )
                );
            }
        }
    }

    private bool IsNear(string name)
    {
        var (a, b) = (WithoutDigits(name), WithoutDigits(server));
        // Servers of one pool differ by numbers. In short names one letter makes a different one.
        return a != b && b.Length >= 10 && Nearest.Distance(a, b) <= (b.Length >= 14 ? 2 : 1);
    }

    private static string WithoutDigits(string name) =>
        string.Concat(name.ToLowerInvariant().Where(c => !char.IsAsciiDigit(c)));

    [GeneratedRegex(@"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")]
    private static partial Regex HostNames();
}
