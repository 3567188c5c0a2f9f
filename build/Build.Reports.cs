using System.Globalization;
using K8sImage.Clusters;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Reports;
using K8sImage.Verification;

internal sealed partial class Build
{
    /// <summary>Digests of the ISOs that are about to be booted.</summary>
    private static Dictionary<string, string> IsoDigests(IEnumerable<NodeUnderTest> nodes) =>
        nodes.ToDictionary(node => node.Name, node => FileDigest.Sha256Of(node.SeedIso!));

    /// <summary>What the reports tell of a run.</summary>
    /// <exception cref="FindingException">An ISO is not what was booted.</exception>
    private VerificationRun Record(
        Cluster cluster,
        MachinePlan plan,
        int jobs,
        DateTimeOffset started,
        BaseUnderTest tested,
        Dictionary<string, string> digests,
        IReadOnlyList<NodeVerdict> verdicts,
        IReadOnlyList<Finding> findings
    )
    {
        var (disk, directory, nodes) = tested;
        CheckUnchanged(nodes, digests);
        var recorder = new RunRecorder(directory, Shown);
        var booted = nodes
            .Zip(verdicts)
            .ToDictionary(pair => pair.First.Name, StringComparer.Ordinal);
        return new VerificationRun
        {
            ToolVersion = typeof(VerificationRun).Assembly.GetName().Version!.ToString(3),
            Cluster = cluster.Name,
            ClusterFile = Shown(ClusterFile),
            ClusterBase = cluster.Base,
            Base = new RunBase(disk.Name, disk.Title, disk.Digest, disk.Date.ToUniversalTime()),
            Machine = new RunMachine(
                plan.Qemu.Version.ToString(),
                plan.Accelerator.ToString().ToLowerInvariant(),
                plan.MemoryMiB,
                plan.Cpus,
                jobs
            )
            {
                Dilation = plan.Dilation?.Factor ?? 1,
            },
            IsFast = plan.IsFast,
            Started = started,
            Seconds = RunRecorder.Rounded(DateTimeOffset.UtcNow - started),
            Servers =
            [
                .. (nodes[0].NetworkCard?.Network.Services ?? []).Select(server =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{server.Service.Host}:{server.Service.Port}"
                    )
                ),
            ],
            StepsOff = [.. cluster.DisabledSteps.Select(step => step.Text)],
            Findings = [.. findings.Select(recorder.Finding)],
            Nodes =
            [
                .. cluster.Nodes.Select(node =>
                    booted.TryGetValue(node.Name, out var pair)
                        ? recorder.Node(
                            pair.First,
                            node.Role,
                            node.Address.ToString(),
                            digests[node.Name],
                            pair.Second
                        )
                        : new NodeRun(node.Name, node.Role, node.Address.ToString(), plan.Boots)
                ),
            ],
        };
    }

    /// <summary>Writes the reports of a run.</summary>
    /// <exception cref="FindingException">They can't be written.</exception>
    private static void WriteReports(string directory, VerificationRun run)
    {
        var files = new ReportFiles(directory);
        files.Write(run);
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            files.AppendSummary(summary, run);
        }
    }

    private static void CheckUnchanged(
        IEnumerable<NodeUnderTest> nodes,
        Dictionary<string, string> digests
    )
    {
        var changed = nodes
            .Where(node => FileDigest.Sha256Of(node.SeedIso!) != digests[node.Name])
            .Select(node =>
                ReportRules.IsoChanged.At(
                    new Place(Shown(node.SeedIso!)),
                    $"the ISO of {node.Name} has changed while it was booted",
                    "let nothing bake while the nodes are verified, and run this again"
                )
            )
            .ToArray();
        if (changed.Length > 0)
        {
            throw new FindingException(changed);
        }
    }
}
