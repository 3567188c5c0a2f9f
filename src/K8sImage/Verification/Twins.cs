using K8sImage.Findings;

namespace K8sImage.Verification;

/// <summary>Nodes that share what each machine must have for itself: disks that were not cleaned before they were copied.</summary>
internal static class Twins
{
    private static readonly (string Fact, string What)[] Own =
    [
        ("machine-id", "machine-id"),
        ("host-keys", "SSH host keys"),
    ];

    /// <summary>The verdicts, with a finding at each node that has what a node before it has.</summary>
    /// <param name="verdicts">The nodes' verdicts.</param>
    public static IReadOnlyList<NodeVerdict> Judged(IReadOnlyList<NodeVerdict> verdicts)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. verdicts.Select(verdict => Judged(verdict, first))];
    }

    private static NodeVerdict Judged(NodeVerdict verdict, Dictionary<string, string> first)
    {
        if (verdict.Boots.Count == 0)
        {
            return verdict;
        }
        var boot = verdict.Boots[0];
        List<Finding> findings = [];
        foreach (var (fact, what) in Own)
        {
            if (
                boot.Report.Facts.TryGetValue(fact, out var value)
                && !first.TryAdd($"{fact} {value}", verdict.Node)
            )
            {
                findings.Add(
                    VerificationRules.Twin.At(
                        new Place(boot.VerdictLog),
                        $"{verdict.Node} and {first[$"{fact} {value}"]} have the same {what}",
                        "the disk that both were booted on was not cleaned: nothing of one machine may be in it"
                    )
                );
            }
        }
        return findings.Count == 0
            ? verdict
            : verdict with
            {
                Boots =
                [
                    boot with
                    {
                        Findings = [.. boot.Findings, .. findings],
                    },
                    .. verdict.Boots.Skip(1),
                ],
            };
    }
}
