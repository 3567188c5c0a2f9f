using System.Text.Json.Serialization;
using K8sImage.Findings;

namespace K8sImage.Reports;

/// <summary>
/// One run of the verification: which ISOs were booted on what, and what each boot proved. It is what
/// <c>verdict.json</c> holds, field by field, and what the other reports are drawn from. Times are UTC, durations seconds,
/// digests SHA-256 in lower-case hexadecimal; paths of logs are relative to the report's directory.
/// </summary>
public sealed record VerificationRun
{
    /// <summary>Version of this form; a reader refuses one that it does not know.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Version of the tool.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>
    /// Whether every node of the cluster was booted as often as planned and passed each time, and so did the cluster where it was asked.
    /// </summary>
    public bool Passed => Nodes.Count > 0 && Judged.All(judged => judged.Passed);

    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The cluster file as the user would type it.</summary>
    public required string ClusterFile { get; init; }

    /// <summary>Name of the base that the cluster file names; the boots may have been on another.</summary>
    public required string ClusterBase { get; init; }

    /// <summary>The base that was booted.</summary>
    public required RunBase Base { get; init; }

    /// <summary>What the guests ran on.</summary>
    public required RunMachine Machine { get; init; }

    /// <summary>Whether the nodes were resumed just before cloud-init instead of booted: a quick answer, and no proof.</summary>
    public bool IsFast { get; init; }

    /// <summary>When the first guest was started.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>From then to the last guest's end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Names of the steps that the cluster file turns off: nothing about them is proved.</summary>
    public required IReadOnlyList<string> StepsOff { get; init; }

    /// <summary>Servers that stood on this machine for those that nodes ask for, as host and port; empty where there was none.</summary>
    public IReadOnlyList<string> Servers { get; init; } = [];

    /// <summary>What was found wrong apart from any boot.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>All nodes of the cluster in the cluster file's order, also those that were not booted.</summary>
    public required IReadOnlyList<NodeRun> Nodes { get; init; }

    /// <summary>
    /// What the nodes proved together, as the first control plane saw it; absent where each was booted for itself. Its stages are what
    /// the nodes said while they formed the cluster.
    /// </summary>
    public NodeRun? Formed { get; init; }

    /// <summary>All that has a verdict: the nodes, and behind them the cluster where it was asked.</summary>
    [JsonIgnore]
    public IReadOnlyList<NodeRun> Judged => Formed is null ? Nodes : [.. Nodes, Formed];

    /// <summary>What the verdict does not say, in sentences without a full stop.</summary>
    public IEnumerable<string> Limits() => RunWords.Limits(this);
}

/// <summary>The base of a run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Sha256">Digest of its disk.</param>
/// <param name="Date">When the disk was made or fetched.</param>
public sealed record RunBase(string Name, string Title, string Sha256, DateTimeOffset Date);

/// <summary>What the guests of a run ran on.</summary>
/// <param name="Qemu">Version of QEMU.</param>
/// <param name="Accelerator"><c>kvm</c> or <c>tcg</c>.</param>
/// <param name="MemoryMiB">Memory of each guest in MiB.</param>
/// <param name="Cpus">Processors of each guest.</param>
/// <param name="Jobs">Guests at a time.</param>
public sealed record RunMachine(string Qemu, string Accelerator, int MemoryMiB, int Cpus, int Jobs)
{
    /// <summary>How many of the machine's seconds made one of the guests'.</summary>
    public int Dilation { get; init; } = 1;
}
