using System.Runtime.Versioning;
using K8sImage.Findings;
using K8sImage.Packing;

namespace K8sImage.Commands;

/// <summary>What <see cref="PackKubernetes"/> is told.</summary>
/// <param name="Root">The clone.</param>
/// <param name="Output">Where a directory for each release is made.</param>
/// <param name="Programs">A directory with Kubernetes' programs; null to look where <see cref="ProgramDirectory"/> says.</param>
/// <param name="Releases">What to pack; all that there are if it is empty.</param>
public sealed record PackKubernetesOptions(
    string Root,
    string Output,
    string? Programs,
    IReadOnlyList<string> Releases
);

/// <summary>Packs Kubernetes for nodes that reach no network: a package repository and an archive of images of each release.</summary>
[SupportedOSPlatform("linux")]
public static class PackKubernetes
{
    /// <summary>Packs what was not packed yet.</summary>
    /// <param name="options">What, from where, to where.</param>
    /// <param name="say">Is told what is done.</param>
    /// <param name="stop">Ends the work; each release is there whole or not at all.</param>
    /// <exception cref="FindingException">There are no such programs, or they can't be packed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static async Task<IReadOnlyList<PackedKubernetes>> RunAsync(
        PackKubernetesOptions options,
        Action<string> say,
        CancellationToken stop
    )
    {
        var source = ProgramDirectory.Get(options.Programs, options.Root);
        var releases = options.Releases is { Count: > 0 } asked ? asked : source.Releases;
        if (releases.Except(source.Releases).ToArray() is { Length: > 0 } missing)
        {
            throw new FindingException([
                .. missing.Select(release =>
                    PackingRules.Release.At(
                        source.Place,
                        $"there are no programs of {Shown.Short(release)} in {source.Path}",
                        $"it has {string.Join(", ", source.Releases)}"
                    )
                ),
            ]);
        }
        var packer = new KubernetesPacker(options.Output);
        string[] wanted = [.. releases.Distinct(StringComparer.Ordinal)];
        foreach (var release in wanted)
        {
            packer.Check(source, release);
        }
        List<PackedKubernetes> packed = [];
        foreach (var release in wanted)
        {
            packed.Add(await packer.PackAsync(source, ProgramCache.OfUser(), release, say, stop));
        }
        return packed;
    }
}
