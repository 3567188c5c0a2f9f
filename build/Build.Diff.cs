using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.HandOver.Changes;
using Nuke.Common;

internal sealed partial class Build
{
    [Example("--cluster lab --bundle artifacts/handover/lab")]
    private Target Diff =>
        _ =>
            _.Description(
                    "What would change for each node against the last bake, or against a bundle, and what it would do about it"
                )
                .Executes(() => FindingPrinter.RunAsync(DiffAsync));

    private async Task DiffAsync(FindingCollection findings)
    {
        var (cluster, composer) = await ReadInputsAsync(findings);
        var nodes = ChosenNodes(cluster, findings);
        if (findings.HasErrors)
        {
            return;
        }
        using var bundle = Bundle is null ? null : ReceivedBundle.Open(Bundle, findings);
        if (findings.HasErrors)
        {
            return;
        }
        var before = bundle is null
            ? SeedDocuments.OfBake(Path.Combine(ImagesDirectory, cluster.Name))
            : SeedDocuments.OfBundle(bundle.Directory, bundle.Path);
        var now = SeedDocuments.Of(nodes.Select(composer.Compose));
        DiffText.Print(
            SeedComparer
                .Compare(before, now)
                .Where(change => Node.Length == 0 || Node.Contains(change.Node))
        );
    }
}
