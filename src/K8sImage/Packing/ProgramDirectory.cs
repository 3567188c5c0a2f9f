using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using K8sImage.Findings;

namespace K8sImage.Packing;

/// <summary>
/// A directory with Kubernetes' programs: <c>SHA256SUMS</c> names each of them as sha256sum(1) does (<c>v1.33.13/kubelet</c>,
/// <c>etcd-3.5.35/etcd</c>), and they stand in it as they are, or in archives <c>*.tar.xz</c>.
/// </summary>
/// <param name="Path">The directory.</param>
/// <param name="Place">What named it.</param>
/// <param name="Sums">SHA-256 of each program, 64 hexadecimal digits, by its path in the directory.</param>
public sealed partial record ProgramDirectory(
    string Path,
    Place Place,
    IReadOnlyDictionary<string, string> Sums
)
{
    /// <summary>The environment variable that names such a directory.</summary>
    public const string Variable = "K8SIMAGE_KUBERNETES";

    private const string SumsName = "SHA256SUMS";

    /// <summary>Hash of all its digests, 64 hexadecimal digits.</summary>
    public string Key { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Concat(
                        Sums.OrderBy(sum => sum.Key, StringComparer.Ordinal)
                            .Select(sum => $"{sum.Value}  {sum.Key}\n")
                    )
                )
            )
        );

    /// <summary>Releases of which it has all that a pack needs, in ascending order: <c>1.33.13</c>.</summary>
    public IReadOnlyList<string> Releases { get; } =
    [
        .. Sums
            .Keys.Where(path => path.EndsWith("/kube", StringComparison.Ordinal))
            .Select(path => path.Split('/')[0].TrimStart('v'))
            .OrderBy(release => Version.TryParse(release, out var version) ? version : new()),
    ];

    /// <summary>
    /// The directory that is told; else that of <see cref="Variable"/>; else <c>../shared/kubernetes</c> beside the clone.
    /// </summary>
    /// <param name="told">What the command line names; null for nothing.</param>
    /// <param name="root">The clone.</param>
    /// <returns>Null where none is told, and none stands beside the clone.</returns>
    /// <exception cref="FindingException">The one that is told isn't such a directory.</exception>
    public static ProgramDirectory? Find(string? told, string root)
    {
        if (told is not null)
        {
            return Read(told, new Place("--kubernetes"));
        }
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return Read(named, new Place(Variable));
        }
        var beside = System.IO.Path.GetFullPath("../shared/kubernetes", root);
        return File.Exists(System.IO.Path.Combine(beside, SumsName))
            ? Read(beside, new Place(beside))
            : null;
    }

    /// <inheritdoc cref="Find"/>
    /// <exception cref="FindingException">There is none.</exception>
    public static ProgramDirectory Get(string? told, string root) =>
        Find(told, root)
        ?? throw new FindingException(
            PackingRules.NoPrograms.At(
                new Place(Variable),
                "no directory with Kubernetes' programs is named, and ../shared/kubernetes is not there",
                $"name one by {Variable} or --kubernetes; docs/kubernetes.md says what it holds"
            )
        );

    private static ProgramDirectory Read(string path, Place place)
    {
        path = System.IO.Path.GetFullPath(path);
        var sums = System.IO.Path.Combine(path, SumsName);
        if (!File.Exists(sums))
        {
            throw new FindingException(
                PackingRules.NoPrograms.At(
                    place,
                    $"there is no file {SumsName} in {path}",
                    "name a directory as docs/kubernetes.md describes it"
                )
            );
        }
        Dictionary<string, string> read = new(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(sums))
        {
            number++;
            var match = SumLine().Match(line);
            if (!match.Success || match.Groups[2].Value.Split('/').Contains(".."))
            {
                throw new FindingException(
                    PackingRules.Digest.At(
                        new Place(sums, number, 1),
                        $"'{Shown.Short(line)}' is not a line of sha256sum with a path in this directory",
                        "write it with: sha256sum */* >SHA256SUMS"
                    )
                );
            }
            read[match.Groups[2].Value] = match.Groups[1].Value;
        }
        return new ProgramDirectory(path, place, read);
    }

    [GeneratedRegex(@"^([0-9a-f]{64}) [ *]([^/\s]+/[^\s]+)$")]
    private static partial Regex SumLine();
}
