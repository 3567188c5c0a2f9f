using System.Runtime.Versioning;
using K8sImage.Bases.Packages;
using K8sImage.Files;
using Xunit;

namespace K8sImage.Tests.Bases;

[SupportedOSPlatform("linux")]
public sealed class DebianSourcesTests
{
    private const string Stanzas = """
        # a comment
        Types: deb
        URIs: http://mirror.example/debian
        Suites: bookworm bookworm-updates
        Components: main

        Types: deb deb-src
        URIs: http://mirror.example/debian-security/
        Suites: bookworm-security
        Components: main
        """;

    [Fact]
    public void Deb822_files_are_read() =>
        Assert.Equal(
            new DebianSources(
                "http://mirror.example/debian",
                "http://mirror.example/debian-security"
            ),
            Read(("sources.list.d/debian.sources", Stanzas))
        );

    [Fact]
    public void One_line_files_are_read() =>
        Assert.Equal(
            new DebianSources("https://mirror.example/debian", null),
            Read(
                (
                    "sources.list",
                    "# deb http://off.example/debian x main\ndeb [arch=amd64 signed-by=/k] https://mirror.example/debian/ trixie main\n"
                )
            )
        );

    [Fact]
    public void What_is_switched_off_or_another_distributions_is_left_out() =>
        Assert.Null(
            Read(
                (
                    "sources.list.d/a.sources",
                    Stanzas.Replace("Types", "Enabled: no\nTypes", StringComparison.Ordinal)
                ),
                ("sources.list.d/b.list", "deb-src http://mirror.example/debian trixie main\n"),
                ("sources.list.d/c.list", "deb http://mirror.example/ubuntu noble main\n"),
                ("sources.list.d/d.list.save", "deb http://mirror.example/debian trixie main\n"),
                ("sources.list.d/e.list", "deb cdrom:[Debian]/debian trixie main\n")
            )
        );

    [Fact]
    public void A_machine_without_apt_knows_no_mirror() => Assert.Null(Read());

    private static DebianSources? Read(params (string Name, string Text)[] files)
    {
        using var apt = TemporaryDirectory.Create();
        foreach (var (name, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(apt.File(name))!);
            File.WriteAllText(apt.File(name), text);
        }
        return DebianSources.Read(apt.Path);
    }
}
