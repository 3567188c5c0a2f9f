using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>Reads what a cluster file says of the bootstrap, and the secrets that it names.</summary>
/// <param name="files">Finds the files that the cluster file names.</param>
/// <param name="values">Reads single values.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class BootstrapReader(
    NamedFiles files,
    ValueReader values,
    FindingCollection findings
)
{
    /// <summary>Reads the mapping <c>bootstrap</c>.</summary>
    /// <param name="file">The cluster file.</param>
    /// <param name="withSecrets">Whether the secrets are read: the target that makes them does without.</param>
    public Bootstrap? Read(MappingReader file, bool withSecrets)
    {
        if (file.Reader("bootstrap") is not { } reader)
        {
            return null;
        }
        values.Note(reader, "secrets");
        var path = reader.Text("secrets", requiredAs: "lab.secrets.yaml");
        var window = values.Duration(reader, "joinWindow") ?? "24h";
        var timeout = values.Duration(reader, "timeout") ?? "30m";
        reader.RefuseOthers();
        if (path is null)
        {
            return null;
        }
        var full = files.Find(path);
        return new Bootstrap(full, withSecrets ? Secrets(path, full) : null, window, timeout);
    }

    /// <summary>Says which nodes the secrets do not know, and whether they are another cluster's.</summary>
    public void Check(Cluster cluster, Place place)
    {
        if (cluster.Bootstrap?.Secrets is not { } secrets)
        {
            return;
        }
        if (secrets.Cluster != cluster.Name)
        {
            findings.Add(
                ClusterRules.SecretsOther.At(
                    place,
                    $"these are the secrets of the cluster '{Shown.Short(secrets.Cluster)}', and this one is called '{cluster.Name}'",
                    "name a file of its own: two clusters with the same authorities trust each other's nodes"
                )
            );
        }
        var unknown = cluster
            .Nodes.Select(node => node.Name)
            .Where(name => !secrets.Tokens.ContainsKey(name))
            .ToArray();
        if (unknown.Length > 0)
        {
            findings.Add(
                ClusterRules.SecretsMissing.At(
                    place,
                    $"the secrets hold no join credential for {string.Join(", ", unknown)}",
                    $"./build.sh Secrets --cluster {cluster.Name} adds what is missing and leaves all else as it is"
                )
            );
        }
    }

    private ClusterSecrets? Secrets(YamlScalar path, string full)
    {
        if (!File.Exists(full))
        {
            findings.Add(
                ClusterRules.SecretsMissing.At(
                    path.Place,
                    $"there is no file '{Shown.Short(path.Text)}'",
                    "make the cluster's secrets once: ./build.sh Secrets, with the same --cluster"
                )
            );
            return null;
        }
        files.Add(full);
        return SecretsFile.Read(full, NamedFiles.Show(full), findings);
    }
}
