using K8sImage.Bases.Packages;
using K8sImage.Findings;
using Xunit;
using PackagesBase = K8sImage.Bases.PackagesBase;

namespace K8sImage.Tests.Bases;

/// <summary>Which suites a base is built of, and which its nodes take packages from.</summary>
public sealed class MmdebstrapCommandTests
{
    private static readonly DebianSources Sources = new(
        "http://mirror.example.org/debian",
        "http://mirror.example.org/debian-security"
    );

    private static readonly PackagesBase Trixie = new(
        "debian-13-local",
        "Debian 13",
        new Place("debian-13-local.yaml"),
        "trixie",
        null,
        ["systemd"]
    );

    [Fact]
    public void A_release_has_its_updates_and_the_security_updates()
    {
        Assert.Equal(
            [
                "deb http://mirror.example.org/debian trixie main",
                "deb http://mirror.example.org/debian trixie-updates main",
                "deb http://mirror.example.org/debian-security trixie-security main",
            ],
            SourcesOf(Trixie)
        );
        Assert.EndsWith("'trixie trixie-updates' 'trixie-security'", HookOf(Trixie));
    }

    [Fact]
    public void A_suite_that_has_neither_is_all_there_is()
    {
        var sid = Trixie with { Suite = "sid", HasUpdates = false, HasSecurity = false };
        Assert.Equal(["deb http://mirror.example.org/debian sid main"], SourcesOf(sid));
        Assert.EndsWith("'sid' ''", HookOf(sid));
    }

    [Fact]
    public void The_age_of_a_Release_file_is_overlooked_in_the_sources_of_that_base_alone()
    {
        var forky = Trixie with { Suite = "forky", ChecksValidUntil = false };
        Assert.All(
            SourcesOf(forky),
            line => Assert.StartsWith("deb [check-valid-until=no] http://", line)
        );
        Assert.Equal(3, SourcesOf(forky).Length);
        // Neither a configuration of apt that stays on the disk, nor anything that leaves signatures aside.
        Assert.DoesNotContain(
            ArgumentsOf(forky),
            argument =>
                argument.Contains("Check-Valid-Until", StringComparison.OrdinalIgnoreCase)
                    && !argument.StartsWith("deb [check-valid-until=no] ", StringComparison.Ordinal)
                || argument.Contains("trusted", StringComparison.OrdinalIgnoreCase)
                || argument.Contains("unauthenticated", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void Each_of_these_keys_makes_another_disk()
    {
        PackagesBase[] bases =
        [
            Trixie,
            Trixie with
            {
                HasUpdates = false,
            },
            Trixie with
            {
                HasSecurity = false,
            },
            Trixie with
            {
                ChecksValidUntil = false,
            },
        ];
        Assert.Equal(bases.Length, bases.Select(Recipe.KeyOf).Distinct().Count());
    }

    private static IReadOnlyList<string> ArgumentsOf(PackagesBase image) =>
        MmdebstrapCommand.Arguments(image, Sources, "/tmp/work", Guid.Empty, "0000-0000");

    private static string[] SourcesOf(PackagesBase image) =>
        [
            .. ArgumentsOf(image)
                .Where(argument => argument.StartsWith("deb ", StringComparison.Ordinal)),
        ];

    private static string HookOf(PackagesBase image) =>
        ArgumentsOf(image)
            .First(argument => argument.Contains("root.sh", StringComparison.Ordinal));
}
