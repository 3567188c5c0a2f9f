using System.Text.RegularExpressions;
using K8sImage.Clusters;
using K8sImage.Findings;
using K8sImage.Steps;
using K8sImage.Yaml;

namespace K8sImage.Validation;

/// <summary>
/// Finds accounts under <c>ssh.otherUsers</c> that nothing makes on any node: most often a name that is misspelt in one of two places.
/// Generous: an account that a command, a file or a package of the cluster file names counts as made.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="findings">Takes each such account.</param>
internal sealed partial class OtherUsers(Cluster cluster, FindingCollection findings)
{
    private static readonly string[] Making = ["useradd", "adduser", "newusers"];

    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly HashSet<string> _packages = new(StringComparer.Ordinal);
    private bool _isOurs;

    /// <summary>Notes what a node has.</summary>
    public void Add(NodeWork work)
    {
        if (cluster.OtherUsers.Count == 0)
        {
            return;
        }
        _isOurs |= work.PlaceOf("access") is not null;
        foreach (
            var user in LoginWords
                .Users(work.UserData["users"])
                .Concat(LoginWords.Entries(work.UserData["user"]))
        )
        {
            _made.UnionWith(
                user is YamlMapping mapping ? LoginWords.Of(mapping["name"]) : LoginWords.Of(user)
            );
        }
        _named.UnionWith(
            work.ExtraCommands.Concat(
                    work.StepCommands.Where(command => Making.Contains(command.Words[0]))
                )
                .Select(command => command.Entry)
                .Concat(work.ExtraFiles.Select(each => FileContent.TextOf(each.File)))
                .SelectMany(text => Word().Matches(text).Select(word => word.Value))
        );
        _packages.UnionWith(
            ShellPieces
                .Items(work.UserData["packages"])
                .SelectMany(each => ShellPieces.Scalars(each).Take(1))
                .Select(each => each.Scalar.Text)
        );
    }

    /// <summary>Looks at each account, when all nodes are noted. Without the step <c>access</c> nothing reads their names.</summary>
    public void Check()
    {
        if (!_isOurs)
        {
            return;
        }
        foreach (var (at, name) in cluster.OtherUsers.Index())
        {
            if (
                // A cluster that stands in for a wrong one has no places.
                cluster.Places.TryGetValue(ValueReader.PathOfOtherUser(at), out var place)
                && !_made.Contains(name)
                && !_named.Contains(name)
                && !SystemAccounts.HasUser(name)
                && !_packages.Any(package => package.StartsWith(name, StringComparison.Ordinal))
                // The distribution's own account, by whichever of its names.
                && !(_made.Contains("default") && Logins.Distributions.Contains(name))
            )
            {
                findings.Add(
                    ValidationRules.NoAccount.At(
                        place,
                        $"'{name}' is an account that nothing makes: neither users: in extraUserData or a step, nor a command",
                        Nearest.To(name, _made.Where(made => made != cluster.User)) is { } nearest
                            ? $"did you mean '{nearest}'?"
                            : $"make it, as in extraUserData: {{ users: [{{ name: {name} }}] }}, or leave it out; if the base has it, nothing is wrong here"
                    )
                );
            }
        }
    }

    [GeneratedRegex(@"[a-z_][a-z0-9_-]*")]
    private static partial Regex Word();
}
