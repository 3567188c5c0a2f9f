using K8sImage.Findings;
using K8sImage.Seeds.Output;
using K8sImage.Tests.Clusters;
using Xunit;

namespace K8sImage.Tests.Seeds.Output;

public sealed class BakeStampTests : IDisposable
{
    private readonly Bakery _bakery = new();

    public void Dispose() => _bakery.Dispose();

    [Theory]
    [InlineData("n1/seed.iso")]
    [InlineData("n1/meta-data")]
    [InlineData("n1")]
    [InlineData("SHA256SUMS")]
    [InlineData("manifest.json")]
    public void An_output_that_lacks_something_is_baked_anew(string missing)
    {
        var result = _bakery.Bake(Bakery.TwoNodes);
        var clusterFile = Path.Combine(_bakery.Root, "lab.yaml");
        File.WriteAllText(clusterFile, ClusterText.With(Bakery.TwoNodes));
        _bakery.ClusterFile = clusterFile;
        var stamp = new BakeStamp(_bakery.Root, clusterFile, [], []);
        File.Delete(Path.Combine(_bakery.Root, ".lab.record"));
        result = _bakery.Bake(Bakery.TwoNodes);
        stamp.Write(ClusterText.Read(ClusterText.With(Bakery.TwoNodes), [])!, result, []);
        Assert.NotNull(stamp.Unchanged(new FindingCollection()));

        var path = Path.Combine(_bakery.Target, missing);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }

        Assert.Null(stamp.Unchanged(new FindingCollection()));
    }
}
