using K8sImage.Clusters;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Findings;

namespace K8sImage.Commands;

/// <summary>Makes the secrets that a cluster file names, or adds what its new nodes need. What is there stays.</summary>
/// <param name="ClusterFile">Path of the cluster file.</param>
/// <param name="ShownAs">Its name in findings.</param>
/// <param name="Now">The day on which new authorities begin to be valid.</param>
public sealed record MakeSecrets(string ClusterFile, string ShownAs, DateTimeOffset Now)
{
    /// <summary>What was done.</summary>
    /// <param name="Path">Full path of the file.</param>
    /// <param name="IsNew">Whether all of it was made now.</param>
    /// <param name="Added">The nodes that were given a join credential.</param>
    public sealed record Result(string Path, bool IsNew, IReadOnlyList<string> Added);

    /// <summary>Does it.</summary>
    /// <param name="findings">Takes what is wrong with the cluster file.</param>
    /// <exception cref="FindingException">The cluster file or the secrets are wrong, or can't be written.</exception>
    public Result Run(FindingCollection findings)
    {
        var cluster =
            ClusterReader.ReadFile(ClusterFile, ShownAs, findings, withSecrets: false)
            ?? throw new FindingException([.. findings]);
        if (cluster.Bootstrap is not { SecretsPath: var path })
        {
            throw new FindingException(
                ClusterRules.SecretsMissing.At(
                    new Place(ShownAs),
                    "the cluster file names no file for its secrets",
                    $"add bootstrap: {{ secrets: {cluster.Name}.secrets.yaml }}"
                )
            );
        }
        string[] names = [.. cluster.Nodes.Select(node => node.Name)];
        var before = File.Exists(path)
            ? SecretsFile.Read(path, path, findings) ?? throw new FindingException([.. findings])
            : null;
        var secrets = before is null
            ? SecretsMaker.Make(cluster.Name, names, Now)
            : SecretsMaker.Complete(before, names);
        string[] added = [.. names.Where(name => before?.Tokens.ContainsKey(name) != true)];
        if (added.Length > 0)
        {
            Write(path, secrets);
        }
        return new Result(path, before is null, added);
    }

    private static void Write(string path, ClusterSecrets secrets)
    {
        try
        {
            SecretsFile.Write(path, secrets);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(
                ClusterRules.SecretsMissing.At(
                    new Place(path),
                    $"the secrets can't be written: {e.Message.TrimEnd('.')}",
                    "make room there, and let this user write to it"
                )
            );
        }
    }
}
