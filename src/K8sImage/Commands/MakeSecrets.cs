using K8sImage.Clusters;
using K8sImage.Clusters.Bootstrapping;
using K8sImage.Files;
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
        try
        {
            var file = FileOf(path);
            var directory = Path.GetDirectoryName(file)!;
            Directory.CreateDirectory(directory);
            // Two runs would each make a set, and the second would replace the first.
            using var alone = OutputLock.Take(
                Path.Combine(directory, $".{Path.GetFileName(file)}.lock"),
                file
            );
            return Write(cluster, file, findings);
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

    // People keep secrets on a medium of their own, and a link to them beside the cluster file: the link stays.
    private static string FileOf(string path)
    {
        var target =
            FileTree.KindOf(path) == EntryKind.Link
                ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName
                : path;
        return FileTree.KindOf(target) switch
        {
            EntryKind.File => target,
            null when target == path => path,
            null => throw NoFile(path, "this link leads to no file"),
            _ => throw NoFile(path, "this is no file, and leads to none"),
        };
    }

    private static FindingException NoFile(string path, string message) =>
        new(
            ClusterRules.SecretsMissing.At(
                new Place(path),
                message,
                "see that the medium with the secrets is there, or name another file under bootstrap.secrets"
            )
        );

    private Result Write(Cluster cluster, string path, FindingCollection findings)
    {
        string[] names = [.. cluster.Nodes.Select(node => node.Name)];
        if (!File.Exists(path))
        {
            SecretsFile.Write(path, SecretsMaker.Make(cluster.Name, names, Now));
            return new Result(path, IsNew: true, names);
        }
        var before =
            SecretsFile.Read(path, path, findings) ?? throw new FindingException([.. findings]);
        string[] added = [.. names.Where(name => !before.Tokens.ContainsKey(name))];
        if (added.Length > 0)
        {
            var after = SecretsMaker.Complete(before, names);
            SecretsFile.Write(
                path,
                SecretsEdit.Add(File.ReadAllText(path), before, after)
                    ?? throw new FindingException(
                        ClusterRules.SecretsDamaged.At(
                            new Place(path),
                            $"its lines are not those that ./build.sh Secrets writes, so that {Shown.Short(string.Join(", ", added))} can't be added",
                            "write each new node under tokens with one of spareTokens, and take that one out there"
                        )
                    )
            );
        }
        return new Result(path, IsNew: false, added);
    }
}
