using K8sImage.Findings;
using K8sImage.Findings.Formats;
using K8sImage.Seeds;
using K8sImage.Validation;

namespace K8sImage.Fuzzing;

/// <summary>Has a file read as Validate does, programs of others aside.</summary>
/// <param name="root">The project's directory.</param>
/// <param name="work">A directory in which nothing but the file may be.</param>
internal sealed class Reading(string root, string work)
{
    private static readonly string[] Clusters =
    [
        "images/clusters/lab.yaml",
        "tests/K8sImage.BootTests/every-check.yaml",
    ];

    /// <summary>Where a file of a kind lies.</summary>
    public string PathOf(Sample sample) =>
        sample.Kind switch
        {
            Kind.Cluster => Path.Combine(work, "cluster.yaml"),
            Kind.Step => Path.Combine(work, "steps", sample.Name),
            Kind.Role => Path.Combine(work, "roles", sample.Name),
            _ => Path.Combine(work, "base.yaml"),
        };

    /// <summary>Reads a file, and composes what it is for.</summary>
    /// <param name="sample">What the file was made of.</param>
    /// <param name="number">The number of the case, which chooses what else takes part.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidOperationException">Something was written.</exception>
    public FindingCollection Read(Sample sample, int number)
    {
        var path = PathOf(sample);
        var findings = new FindingCollection();
        var isBase = sample.Kind == Kind.Base;
        var validator = new Validator(
            sample.Kind is Kind.Step or Kind.Role
                ? [Path.Combine(root, "cloud-init"), work]
                : [Path.Combine(root, "cloud-init")],
            isBase ? work : Path.Combine(root, "images", "bases"),
            file => file,
            findings
        );
        var cluster =
            sample.Kind == Kind.Cluster
                ? path
                : Path.Combine(root, Clusters[number % Clusters.Length]);
        var (nodes, files) = validator.Read(cluster, isBase ? ["base"] : []);
        if (!findings.HasErrors)
        {
            foreach (var node in nodes.DistinctBy(node => node.Node.Role))
            {
                new SeedBuilder(DateTimeOffset.UnixEpoch).Build(node);
            }
        }
        JsonFormat.Write(findings, files);
        SarifFormat.Write(findings);
        var written = Directory
            .GetFiles(work, "*", SearchOption.AllDirectories)
            .Where(file => file != path)
            .ToArray();
        return written.Length == 0
            ? findings
            : throw new InvalidOperationException($"written: {string.Join(", ", written)}");
    }
}
