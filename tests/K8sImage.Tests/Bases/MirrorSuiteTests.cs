using K8sImage.Bases.Packages;
using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;
using PackagesBase = K8sImage.Bases.PackagesBase;

namespace K8sImage.Tests.Bases;

/// <summary>A mirror, which is a directory here, without the suite of a base or with one that has expired: mmdebstrap says so.</summary>
public sealed class MirrorSuiteTests : IDisposable
{
    private static readonly PackagesBase Trixie = new(
        "debian-13-local",
        "Debian 13",
        new Place("debian-13-local.yaml", 1, 1),
        "trixie",
        null,
        ["systemd"]
    )
    {
        SuitePlace = new Place("debian-13-local.yaml", 3, 8),
        HasUpdates = false,
        HasSecurity = false,
    };

    private readonly TestDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_suite_that_the_mirror_has_not_is_a_finding_in_the_line_of_the_suite()
    {
        var finding = Assert.Single(await FindingsAsync(Trixie with { HasUpdates = true }));
        Assert.Equal(
            $"debian-13-local.yaml:3:8: error K8S431: the mirror has no suite 'trixie'; write the code name of a suite "
                + "that it has, or with mirror: the address of a mirror that has this one",
            finding.ToString()
        );
    }

    [Fact]
    public async Task A_suite_without_its_updates_is_told_how_to_do_without_them()
    {
        await PutReleaseAsync(DateTimeOffset.UtcNow.AddDays(1));
        var finding = Assert.Single(await FindingsAsync(Trixie with { HasUpdates = true }));
        Assert.Equal(
            $"debian-13-local.yaml:3:8: error K8S431: the mirror has no suite 'trixie-updates'; write updates: false if "
                + "the suite has none; else name another suite, or with mirror: a mirror that has it",
            finding.ToString()
        );
    }

    [Fact]
    public async Task A_suite_that_has_expired_is_told_how_to_take_it_all_the_same()
    {
        await PutReleaseAsync(DateTimeOffset.UtcNow.AddDays(-3));
        var finding = Assert.Single(await FindingsAsync(Trixie));
        Assert.Matches(
            @"\Adebian-13-local\.yaml:3:8: error K8S432: the Release file of 'trixie' on the mirror has expired 3d [0-9hmins ]+ ago; "
                + @"write checkValidUntil: false",
            finding.ToString()
        );
    }

    [Fact]
    public void The_mirror_is_named_without_a_password()
    {
        var suites = new SuiteFindings(Trixie);
        suites.Read(
            "E: The repository 'http://user:password@mirror.example.org/debian trixie Release' does not have a Release file."
        );
        Assert.Contains(
            ": error K8S431: http://mirror.example.org/debian has no suite 'trixie'; ",
            Assert.Single(suites.Found).ToString(),
            StringComparison.Ordinal
        );
    }

    private string Address => $"file://{_files["mirror"]}";

    private async Task<IReadOnlyCollection<Finding>> FindingsAsync(PackagesBase image)
    {
        // apt gives up root's rights when it reads.
        File.SetUnixFileMode(
            _files.Path,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.OtherRead
                | UnixFileMode.OtherExecute
        );
        Directory.CreateDirectory(_files["mirror"]);
        using var work = TemporaryDirectory.Create();
        var refused = await Assert.ThrowsAsync<FindingException>(() =>
            PackagesBaseBuilder.InstallAsync(
                image,
                new DebianSources($"[signed-by={_files["key.gpg"]}] {Address}", Security: null),
                work,
                Guid.Empty,
                "0000-0000",
                progress: null,
                TestContext.Current.CancellationToken
            )
        );
        return refused.Findings;
    }

    // A suite without packages, signed by a key of its own.
    private async Task PutReleaseAsync(DateTimeOffset validUntil)
    {
        var release = _files.Write(
            "mirror/dists/trixie/Release",
            $"""
            Suite: trixie
            Codename: trixie
            Date: {validUntil.AddDays(-7):R}
            Valid-Until: {validUntil:R}
            Architectures: amd64
            Components: main
            SHA256:
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 0 main/binary-amd64/Packages

            """
        );
        _files.Write("mirror/dists/trixie/main/binary-amd64/Packages", "");
        _files.Write("gnupg/.keep", "");
        File.SetUnixFileMode(
            _files["gnupg"],
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
        string[][] steps =
        [
            ["--quick-generate-key", "mirror@example.org", "ed25519", "sign", "1y"],
            ["--output", _files["key.gpg"], "--export"],
            ["--output", _files["mirror/dists/trixie/InRelease"], "--clearsign", release],
        ];
        foreach (var step in steps)
        {
            (
                await ExternalTool.Run(
                    "gpg",
                    ["--homedir", _files["gnupg"], "--batch", "--passphrase", "", .. step]
                )
            ).EnsureSuccess();
        }
    }
}
