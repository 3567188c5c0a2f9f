using K8sImage.Tests.Clusters;

namespace K8sImage.Tests.Targets;

/// <summary>What stands where a cluster file says that its secrets are.</summary>
internal static class NamedSecrets
{
    private const string Clusters = TargetProject.Home + "images/clusters/";

    public static IEnumerable<Round> Rounds() =>
        Round.Kinds.Select(what => new Round(
            "Secrets --cluster formed",
            new Thing(Clusters + "formed.secrets.yaml", what)
            {
                // Others may read that file: so it is said of the file itself, and not of the link.
                NamedAs = what == "link to a file" ? "elsewhere/precious.txt" : null,
            }
        )
        {
            Before = project =>
            {
                project.Write(
                    Clusters + "formed.yaml",
                    ClusterText.With("name: formed", "bootstrap: { secrets: formed.secrets.yaml }")
                );
                return Task.CompletedTask;
            },
        });
}
