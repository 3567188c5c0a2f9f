using K8sImage.Clusters.Starter;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Validation.Schemas;

/// <summary>The schemas' files are current, and the files that come with the project are what they describe.</summary>
public sealed class SampleTests
{
    private const string Line = "# yaml-language-server: $schema=";

    // Where samples are, and what describes them.
    private static readonly (string Directory, string Pattern, string Schema)[] Places =
    [
        ("images/clusters", "*.yaml", "images/cluster.schema.json"),
        ("tests/K8sImage.BootTests", "every-check.yaml", "images/cluster.schema.json"),
        ("images/bases", "*.yaml", "images/base.schema.json"),
        ("cloud-init/steps", "*.yaml", "cloud-init/step.schema.json"),
        ("cloud-init/cluster-checks", "*.yaml", "cloud-init/cluster-check.schema.json"),
        ("cloud-init/roles", "*.yaml", "cloud-init/role.schema.json"),
    ];

    private static IEnumerable<(string Path, string Text, string Schema)> Samples =>
        Places
            .SelectMany(place =>
                Directory
                    .GetFiles(Path.Combine(Repository.Root, place.Directory), place.Pattern)
                    // Somebody's own, beside the samples.
                    .Where(path => !path.EndsWith(".secrets.yaml", StringComparison.Ordinal))
                    .Select(path => (path, File.ReadAllText(path), place.Schema))
            )
            // What ./build.sh New writes.
            .Append(
                (
                    Path.Combine(Repository.Root, "images", "clusters", "new.yaml"),
                    StarterCluster.Text("new", 3),
                    "images/cluster.schema.json"
                )
            );

    [Fact]
    public void The_files_of_the_schemas_are_current() =>
        Assert.All(
            SchemaFiles.All,
            file =>
            {
                var path = Path.Combine(Repository.Root, file.Key);
                Assert.True(
                    File.Exists(path) && File.ReadAllText(path) == file.Value,
                    $"{file.Key} is stale: ./build.sh Schemas writes it anew"
                );
            }
        );

    [Fact]
    public async Task Samples_are_what_their_schemas_describe()
    {
        foreach (var group in Samples.GroupBy(sample => sample.Schema))
        {
            var verdicts = await new SchemaFile(group.Key).Judge(
                group.Select(sample => sample.Text)
            );
            Assert.All(
                group.Zip(verdicts),
                pair =>
                    Assert.True(
                        pair.Second is [],
                        $"{pair.First.Path}: {string.Join(", ", pair.Second)}"
                    )
            );
        }
        Assert.Equal(
            SchemaFiles.All.Keys.Order(),
            Samples.Select(sample => sample.Schema).Distinct().Order()
        );
    }

    [Fact]
    public void Samples_lead_editors_to_their_schemas() =>
        Assert.All(
            Samples,
            sample =>
            {
                var first = sample.Text.Split('\n')[0];
                Assert.StartsWith(Line, first, StringComparison.Ordinal);
                Assert.Equal(
                    Path.Combine(Repository.Root, sample.Schema),
                    Path.GetFullPath(
                        Path.Combine(Path.GetDirectoryName(sample.Path)!, first[Line.Length..])
                    )
                );
            }
        );

    [Theory]
    [InlineData(
        "images/cluster.schema.json",
        "images/clusters/lab.yaml",
        "  gateway:",
        "  gatway:"
    )]
    [InlineData(
        "images/cluster.schema.json",
        "images/clusters/lab.yaml",
        "  prefix: 24",
        "  prefix: 33"
    )]
    [InlineData("images/cluster.schema.json", "images/clusters/lab.yaml", "role: worker, ", "")]
    [InlineData(
        "images/cluster.schema.json",
        "images/clusters/lab.yaml",
        "kubernetes: 1.33.0",
        "kubernetes: 1.33"
    )]
    [InlineData("images/base.schema.json", "images/bases/debian-13.yaml", "digest: ", "# ")]
    [InlineData(
        "images/base.schema.json",
        "images/bases/debian-13.yaml",
        "kind: published",
        "kind: packages"
    )]
    [InlineData(
        "cloud-init/step.schema.json",
        "cloud-init/steps/sysctl.yaml",
        "stage: image",
        "stage: disk"
    )]
    [InlineData(
        "cloud-init/step.schema.json",
        "cloud-init/steps/sysctl.yaml",
        "    hint:",
        "    hnt:"
    )]
    [InlineData(
        "cloud-init/step.schema.json",
        "cloud-init/steps/sysctl.yaml",
        "    hint:",
        "    matches: a\n    hint:"
    )]
    [InlineData("cloud-init/role.schema.json", "cloud-init/roles/worker.yaml", "title:", "name:")]
    public async Task A_sample_that_is_made_wrong_is_not(
        string schema,
        string sample,
        string right,
        string wrong
    )
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, sample),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(right, text, StringComparison.Ordinal);
        var verdicts = await new SchemaFile(schema).Judge([
            text.Replace(right, wrong, StringComparison.Ordinal),
        ]);
        Assert.NotEmpty(Assert.Single(verdicts));
    }
}
