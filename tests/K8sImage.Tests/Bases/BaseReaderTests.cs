using K8sImage.Bases;
using K8sImage.Bases.Packages;
using K8sImage.Findings;
using K8sImage.Yaml;
using Xunit;

namespace K8sImage.Tests.Bases;

public sealed class BaseReaderTests
{
    private const string Whole = """
        title: Debian 13
        kind: packages
        suite: trixie
        packages: [systemd, cloud-init, linux-image-amd64, g++, libc6.1]
        """;

    [Fact]
    public void A_base_of_packages_is_read()
    {
        var (image, findings) = Read(Whole);
        Assert.Empty(findings);
        var packages = Assert.IsType<PackagesBase>(image);
        Assert.Equal(
            ("debian", "Debian 13", "trixie", null),
            (packages.Name, packages.Title, packages.Suite, packages.Mirror)
        );
        Assert.Equal(
            ["cloud-init", "g++", "libc6.1", "linux-image-amd64", "systemd"],
            packages.Packages
        );
        Assert.True(packages.HasUpdates && packages.HasSecurity && packages.ChecksValidUntil);
    }

    [Theory]
    [InlineData("suite: trixie", "suite: 13", 3, 8, "K8S412")]
    [InlineData("suite: trixie", "suite: trixie; rm", 3, 8, "K8S412")]
    [InlineData("kind: packages", "kind: floppy", 2, 7, "K8S412")]
    [InlineData("systemd", "System D", 4, 12, "K8S412")]
    [InlineData(
        "suite: trixie",
        "suite: trixie\nmirror: http://user:secret@mirror.example/debian",
        4,
        9,
        "K8S412"
    )]
    [InlineData("suite: trixie", "suite: trixie\nmirror: file:///mirror", 4, 9, "K8S412")]
    public void A_value_of_the_wrong_form_is_a_finding_at_its_place(
        string old,
        string changed,
        int line,
        int column,
        string code
    )
    {
        var (image, findings) = Read(Whole.Replace(old, changed, StringComparison.Ordinal));
        Assert.Null(image);
        var finding = Assert.Single(findings);
        Assert.Equal((code, new Place("debian.yaml", line, column)), (finding.Code, finding.Place));
    }

    [Theory]
    [InlineData("title: Debian 13\n")]
    [InlineData("kind: packages\n")]
    [InlineData("suite: trixie\n")]
    [InlineData("packages: [systemd, cloud-init, linux-image-amd64, g++, libc6.1]")]
    public void A_missing_key_is_a_finding(string line)
    {
        var (image, findings) = Read(Whole.Replace(line, "", StringComparison.Ordinal));
        Assert.Null(image);
        Assert.Single(findings);
    }

    [Fact]
    public void A_key_that_nobody_knows_is_a_finding() =>
        Assert.Single(Read(Whole + "\nsize: 3\n").Findings);

    [Fact]
    public void The_key_of_a_disk_changes_with_each_of_its_inputs()
    {
        var image = Assert.IsType<PackagesBase>(Read(Whole).Image);
        string[] keys =
        [
            Recipe.KeyOf(image),
            Recipe.KeyOf(image with { Suite = "forky" }),
            Recipe.KeyOf(image with { Mirror = "http://mirror.example/debian" }),
            Recipe.KeyOf(image with { Packages = [.. image.Packages, "zstd"] }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{16}$", key));
        Assert.Equal(
            keys[0],
            Recipe.KeyOf(image with { Title = "other words", Place = new Place("elsewhere") })
        );
    }

    [Fact]
    public void A_name_without_a_file_is_a_finding_that_names_the_nearest()
    {
        var findings = new FindingCollection();
        Assert.Null(
            new BaseReader(findings).ReadNamed(
                Path.Combine(Repository.Root, "images", "bases"),
                "debian-13-locl",
                new Place("lab.yaml", 2, 7),
                path => path
            )
        );
        var finding = Assert.Single(findings);
        Assert.Equal(new Place("lab.yaml", 2, 7), finding.Place);
        Assert.Equal("did you mean 'debian-13-local'?", finding.Hint);
    }

    [Fact]
    public void Every_base_file_of_the_project_is_read_without_a_finding()
    {
        var findings = new FindingCollection();
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "images", "bases"), "*.yaml");
        Assert.NotEmpty(files);
        Assert.All(
            files,
            file => Assert.NotNull(new BaseReader(findings).ReadFile(file, Path.GetFileName(file)))
        );
        Assert.Empty(findings);
    }

    private static (BaseImage? Image, FindingCollection Findings) Read(string text)
    {
        var findings = new FindingCollection();
        var root = YamlReader.Read(text, "debian.yaml", findings);
        return (new BaseReader(findings).Read(root, "debian", "keys"), findings);
    }
}
