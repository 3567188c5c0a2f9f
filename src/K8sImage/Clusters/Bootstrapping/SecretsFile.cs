using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Yaml;

namespace K8sImage.Clusters.Bootstrapping;

/// <summary>The file with a cluster's secrets: YAML, readable by its owner alone (mode 0600).</summary>
public static partial class SecretsFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] Pairs = ["ca", "etcd-ca", "front-proxy-ca", "sa"];

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="shownAs">Its name in findings.</param>
    /// <param name="findings">Takes what is wrong with it; never a word of what it holds.</param>
    /// <returns>The secrets; null, with findings, if something is wrong.</returns>
    public static ClusterSecrets? Read(string path, string shownAs, FindingCollection findings)
    {
        if (
            !OperatingSystem.IsWindows()
            && File.Exists(path)
            && (File.GetUnixFileMode(path) & ~Private) != UnixFileMode.None
        )
        {
            findings.Add(
                ClusterRules.SecretsOpen.At(
                    new Place(shownAs),
                    "others may read this file, and it holds private keys",
                    $"chmod 600 {shownAs}; if somebody may have read it, make new secrets"
                )
            );
            return null;
        }
        // What a parser says of a wrong line may quote it.
        var wrong = new FindingCollection();
        if (Secrets(YamlReader.ReadFile(path, shownAs, wrong)) is { } secrets)
        {
            return secrets;
        }
        findings.Add(
            ClusterRules.SecretsDamaged.At(
                new Place(shownAs, wrong.FirstOrDefault()?.Place.Line ?? 0),
                "the file does not hold the secrets of a cluster as ./build.sh Secrets writes them",
                "restore it from a copy; with new secrets a cluster that runs already has to be formed again"
            )
        );
        return null;
    }

    /// <summary>The secrets in a text; null if it does not hold those of a cluster.</summary>
    internal static ClusterSecrets? Parse(string text) =>
        Secrets(YamlReader.Read(text, "", new FindingCollection()));

    private static ClusterSecrets? Secrets(YamlNode? document)
    {
        var root = document as YamlMapping;
        var pairs = root?["pairs"] as YamlMapping;
        var read = Pairs.Select(name => Pair(pairs?[name] as YamlMapping)).ToArray();
        var tokens = (root?["tokens"] as YamlMapping)?.Entries.ToDictionary(
            entry => entry.Key.Text,
            entry => (entry.Value as YamlScalar)?.Text ?? "",
            StringComparer.Ordinal
        );
        var spares = (root?["spareTokens"] as YamlSequence)
            ?.Items.Select(item => (item as YamlScalar)?.Text ?? "")
            .ToArray();
        return
            root?["cluster"] is not YamlScalar cluster
            || read.Any(pair => pair is null || !pair.Matches())
            || tokens is null
            || spares is null
            || tokens.Values.Concat(spares).Any(token => !TokenForm().IsMatch(token))
            ? null
            : new ClusterSecrets(
                cluster.Text,
                read[0]!,
                read[1]!,
                read[2]!,
                read[3]!,
                tokens,
                spares
            );
    }

    /// <summary>Writes the file, whole or not at all; nobody but its owner can read it at any moment.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="secrets">What it shall hold.</param>
    /// <exception cref="IOException">It can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same for want of the right to.</exception>
    public static void Write(string path, ClusterSecrets secrets) => Write(path, Text(secrets));

    /// <inheritdoc cref="Write(string, ClusterSecrets)"/>
    /// <param name="path">Its path.</param>
    /// <param name="text">What it shall hold.</param>
    internal static void Write(string path, string text) =>
        WholeFile.Write(path, text, mode: Private);

    internal static string Text(ClusterSecrets secrets)
    {
        var root = Mapping(
            ("cluster", Scalar(secrets.Cluster)),
            (
                "pairs",
                Mapping([
                    .. Pairs.Zip(
                        secrets.Pairs,
                        (name, pair) =>
                            (
                                name,
                                (YamlNode)Mapping(
                                    ("public", Scalar(pair.Public)),
                                    ("private", Scalar(pair.Private))
                                )
                            )
                    ),
                ])
            ),
            (
                "tokens",
                Mapping([
                    .. secrets.Tokens.Select(each => (each.Key, (YamlNode)Scalar(each.Value))),
                ])
            ),
            ("spareTokens", new YamlSequence(Nowhere, [.. secrets.SpareTokens.Select(Scalar)]))
        );
        var output = new ArrayBufferWriter<byte>();
        YamlWriter.Write(root, output);
        return $"""
                # Secrets of the cluster {secrets.Cluster}, made by ./build.sh Secrets. Whoever has this file owns the cluster.
                # Keep a copy in a safe place: with other secrets a bake makes seeds that a running cluster does not know.

                """.ReplaceLineEndings("\n") + Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static readonly Place Nowhere = new("");

    private static PemPair? Pair(YamlMapping? pair) =>
        pair?["public"] is YamlScalar open && pair["private"] is YamlScalar hidden
            ? new PemPair(open.Text, hidden.Text)
            : null;

    private static YamlScalar Scalar(string text) => new(Nowhere, text);

    private static YamlMapping Mapping(params (string Key, YamlNode Value)[] entries) =>
        new(Nowhere, [.. entries.Select(entry => new YamlEntry(Scalar(entry.Key), entry.Value))]);

    [GeneratedRegex(@"\A[a-z0-9]{6}\.[a-z0-9]{16}\z")]
    private static partial Regex TokenForm();
}
