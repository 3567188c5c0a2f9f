using K8sImage.Findings;
using K8sImage.Tests.Tools;
using K8sImage.Validation;
using Xunit;

namespace K8sImage.Tests.Corpus;

/// <summary>
/// Files with mistakes in them, each with what <c>Validate</c> prints of it in the file <c>.expected.txt</c> beside it.
/// <c>ACCEPT=1</c> writes these anew. A case is a file that is put into a small right set (<c>good/</c>), a cluster file for
/// the project's own steps, or a directory with files of its own beside these.
/// </summary>
public sealed class StepCorpusTests
{
    private const string Ending = ".expected.txt";

    private static readonly string Corpus = Path.Combine(Repository.Tests, "Corpus", "steps");

    private static readonly string Bases = Path.Combine(Repository.Root, "images", "bases");

    private static readonly string[] Kinds = ["step", "role", "base", "cluster", "set"];

    // What no small file can break.
    private static readonly Dictionary<string, string> NotHere = new()
    {
        ["K8S001"] = "a file that can't be read",
        ["K8S002"] = "a file of 2 MiB",
        ["K8S244"] = "a bake and the one before",
        ["K8S413"] = "a mirror that can't be reached",
        ["K8S414"] = "a mirror that is not Debian's",
        ["K8S418"] = "a download",
        ["K8S419"] = "a download",
        ["K8S420"] = "a download",
        ["K8S421"] = "a download",
        ["K8S422"] = "a download",
        ["K8S423"] = "a download",
        ["K8S424"] = "a download",
        ["K8S425"] = "a disk",
        ["K8S426"] = "a disk",
        ["K8S427"] = "a disk",
        ["K8S428"] = "an option",
        ["K8S429"] = "a cache that can't be written",
        ["K8S431"] = "a mirror",
        ["K8S432"] = "a mirror",
        ["K8S803"] = "an option",
        ["K8S850"] = "a file with thousands of mistakes",
    };

    public static TheoryData<string> Cases =>
        [
            .. Kinds
                .SelectMany(kind => Directory.GetFileSystemEntries(Path.Combine(Corpus, kind)))
                .Where(path => !path.EndsWith(".txt", StringComparison.Ordinal))
                .Select(path => Path.GetRelativePath(Corpus, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_mistake_is_said_as_a_person_has_reviewed_it(string name)
    {
        var findings = await Run(name);
        var found = string.Concat(findings.Select(finding => finding + "\n"));
        var expected = Expected(name);
        if (Environment.GetEnvironmentVariable("ACCEPT") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(expected, found, TestContext.Current.CancellationToken);
        }
        Assert.NotEmpty(found);
        Assert.Equal(
            await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken),
            found
        );
    }

    [Fact]
    public void Nothing_stands_beside_what_is_not_there()
    {
        string[] expected = [.. Cases.Select(test => Expected(test.Data)).Order()];
        Assert.Equal(
            expected,
            Directory.GetFiles(Corpus, "*" + Ending, SearchOption.AllDirectories).Order()
        );
        Assert.True(expected.Length >= 60);
    }

    [Fact]
    public void Every_rule_that_such_a_file_can_break_is_broken()
    {
        var broken = string.Concat(Cases.Select(test => File.ReadAllText(Expected(test.Data))));
        string[] kinds = ["K8S00", "K8S01", "K8S02", "K8S2", "K8S41", "K8S42", "K8S43", "K8S8"];
        Assert.All(
            RuleCatalogue.All.Where(rule =>
                kinds.Any(kind => rule.Code.StartsWith(kind, StringComparison.Ordinal))
            ),
            rule =>
                Assert.Equal(
                    !NotHere.ContainsKey(rule.Code),
                    broken.Contains($" {rule.Code}: ", StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task The_set_that_they_are_put_into_is_right()
    {
        using var directory = new TestDirectory();
        Copy(Path.Combine(Corpus, "good"), directory.Path);
        Assert.Empty(await Validate(directory, [directory.Path], directory["bases"], []));
    }

    private static async Task<FindingCollection> Run(string name)
    {
        using var directory = new TestDirectory();
        var path = Path.Combine(Corpus, name);
        var (kind, file) = (Path.GetDirectoryName(name), Path.GetFileName(name));
        var test = Path.GetFileNameWithoutExtension(name);
        Copy(Path.Combine(Corpus, "good"), directory.Path);
        switch (kind)
        {
            case "cluster":
                File.Copy(path, directory["cluster.yaml"], overwrite: true);
                return await Validate(directory, [Repository.CloudInit], Bases, []);
            case "set":
                Copy(path, directory["own"]);
                string[] libraries = [Repository.CloudInit, directory["own"]];
                return await Validate(directory, libraries, directory["bases"], []);
            case "step":
                directory.Write("roles/control-plane.yaml", $"title: t\nsteps: [first, {test}]\n");
                break;
        }
        File.Copy(path, directory[$"{kind}s/{file}"]);
        return await Validate(
            directory,
            [directory.Path],
            directory["bases"],
            kind == "base" ? [test] : []
        );
    }

    private static async Task<FindingCollection> Validate(
        TestDirectory directory,
        string[] libraries,
        string bases,
        IReadOnlyList<string> baseNames
    )
    {
        var findings = new FindingCollection();
        await new Validator(
            libraries,
            bases,
            path => Shown(path, directory),
            findings
        ).ValidateAsync(
            directory["cluster.yaml"],
            baseNames,
            TestContext.Current.CancellationToken
        );
        return findings;
    }

    private static string Shown(string path, TestDirectory directory) =>
        Path.GetRelativePath(
            path.StartsWith(directory.Path, StringComparison.Ordinal)
                ? directory.Path
                : Repository.Root,
            path
        );

    private static string Expected(string name) =>
        Path.Combine(Corpus, Path.ChangeExtension(name, null) + Ending);

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }
}
