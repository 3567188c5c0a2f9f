using System.Text;
using K8sImage.Findings;
using K8sImage.Tests.Clusters;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Corpus;

/// <summary>
/// Bad cluster files, each with what is found in it beside it, as it is printed. They were reviewed by reading: would a
/// newcomer know what to do?
/// </summary>
public sealed class ClusterCorpusTests
{
    private static readonly string Corpus = Path.Combine(Repository.Tests, "Corpus", "clusters");

    // What can't be kept as a file here.
    private static readonly Dictionary<string, Action<string>> Made = new()
    {
        ["files/missing"] = _ => { },
        ["files/directory"] = path => Directory.CreateDirectory(path),
        ["files/too-large"] = path => File.WriteAllText(path, new string('#', 5 << 20)),
        // Secrets are made where they are needed.
        ["bootstrap/secrets-of-another-cluster"] = path =>
            File.WriteAllText(
                path,
                $$"""
                name: other
                kubernetes: 1.37.0
                network: { gateway: 192.168.218.2 }
                ssh: { authorizedKeys: ["{{ClusterText.Key}}"] }
                bootstrap: { secrets: {{NamedSamples.Secrets}} }
                nodes:
                  - { name: k8s-master, role: control-plane, address: 192.168.218.10 }
                  - { name: k8s-node9, role: worker, address: 192.168.218.19 }
                """
            ),
    };

    // Rules of the target New, which are about no cluster file that is there.
    private static readonly string[] OfNew = ["K8S181", "K8S182", "K8S183"];

    // Of the file of the secrets itself: SecretsTests.
    private static readonly string[] OfSecrets = ["K8S185", "K8S186"];

    // What steps and bases say of a cluster file.
    private static readonly string[] OfOthers = ["K8S201", "K8S202", "K8S204", "K8S411"];

    // By the files' names, without the ending.
    private static readonly Lazy<SortedDictionary<string, IReadOnlyList<Finding>>> Found = new(
        FindAll
    );

    [Fact]
    public void What_is_found_in_each_file_is_what_was_reviewed() =>
        ExpectedFile.Verify(
            Found.Value.Select(file =>
                (
                    Path.Combine(Corpus, file.Key),
                    Encoding.UTF8.GetBytes(
                        string.Concat(file.Value.Select(finding => finding + "\n"))
                    )
                )
            ),
            "expected"
        );

    [Fact]
    public void There_are_at_least_110_and_something_is_found_in_each()
    {
        Assert.True(Found.Value.Count >= 110);
        Assert.All(Found.Value, file => Assert.NotEmpty(file.Value));
    }

    [Fact]
    public void Every_rule_that_a_cluster_file_can_break_is_broken_by_one()
    {
        var rules = RuleCatalogue
            .All.Select(rule => rule.Code)
            .Where(code => code[3] is '0' or '1')
            .Except(OfNew)
            .Except(OfSecrets)
            .Concat(OfOthers);
        Assert.Empty(
            rules.Except(Found.Value.SelectMany(file => file.Value).Select(finding => finding.Code))
        );
    }

    [Fact]
    public void What_was_reviewed_is_of_a_file_that_is_there() =>
        Assert.Equal(
            Found.Value.Keys.Select(name => name + ".expected.txt").Order(StringComparer.Ordinal),
            Directory
                .GetFiles(Corpus, "*.expected.txt", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Corpus, path))
                .Order(StringComparer.Ordinal)
        );

    private static SortedDictionary<string, IReadOnlyList<Finding>> FindAll()
    {
        var found = new SortedDictionary<string, IReadOnlyList<Finding>>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(Corpus, "*.yaml", SearchOption.AllDirectories))
        {
            found.Add(Path.ChangeExtension(Path.GetRelativePath(Corpus, path), null), Find(path));
        }
        using var directory = new TestDirectory();
        foreach (var (name, make) in Made)
        {
            var path = directory[Path.GetFileName(name) + ".yaml"];
            make(path);
            found.Add(name, Find(path));
        }
        return found;
    }

    // As the target Validate does it, without the programs of others, which may be of any version.
    private static IReadOnlyList<Finding> Find(string path)
    {
        var findings = new FindingCollection();
        new Validator(
            [Repository.CloudInit],
            Path.Combine(Repository.Root, "images", "bases"),
            file =>
                file == path ? Path.GetFileName(file) : Path.GetRelativePath(Repository.Root, file),
            findings
        ).Read(path, bases: []);
        return [.. findings];
    }
}
