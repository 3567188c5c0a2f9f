using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.BootTests;
using K8sImage.Findings;
using Xunit;

[assembly: AssemblyFixture(typeof(LocalBase))]

namespace K8sImage.BootTests;

/// <summary>The base <c>debian-13-local</c>, built when the user's cache doesn't hold it.</summary>
public sealed class LocalBase : IAsyncLifetime
{
    public BaseDisk Disk { get; private set; } = null!;

    public static PackagesBase Description
    {
        get
        {
            var findings = new FindingCollection();
            var image = new BaseReader(findings).ReadNamed(
                Path.Combine(Repository.Root, "images", "bases"),
                "debian-13-local",
                new Place("test"),
                path => Path.GetRelativePath(Repository.Root, path)
            );
            Assert.Empty(findings);
            return Assert.IsType<PackagesBase>(image);
        }
    }

    public async ValueTask InitializeAsync() =>
        Disk = await new PackagesBaseBuilder(BaseCache.OfUser()).GetAsync(
            Description,
            new FindingCollection(),
            new Progress(),
            CancellationToken.None
        );

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Progress : IProgress<BaseProgress>
    {
        public void Report(BaseProgress value) =>
            TestContext.Current.SendDiagnosticMessage($"{value.Stage}: {value.Detail}");
    }
}
