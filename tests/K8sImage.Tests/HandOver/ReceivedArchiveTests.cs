using System.IO.Compression;
using K8sImage.Findings;
using K8sImage.HandOver;
using K8sImage.Tests.Files;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.HandOver;

/// <summary>A bundle that was received as an archive.</summary>
public sealed class ReceivedArchiveTests : IDisposable
{
    private readonly TestBundles _bundles = new();
    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task It_is_unpacked_for_its_owner_alone_and_gone_when_it_was_looked_at()
    {
        _bundles.BakeDisks();
        var written = await _bundles.WriteAsync();
        var findings = new FindingCollection();
        string unpacked;
        using (var bundle = ReceivedBundle.Open(written + ".zip", findings)!)
        {
            unpacked = bundle.Directory;
            Assert.Equal(3, new BundleChecker(unpacked, findings).Check()!.Nodes.Count);
            Assert.Equal(Planted.Snapshot(written), Planted.Snapshot(unpacked));
            // Seeds of a cluster that forms itself hold its keys.
            Assert.All(
                Directory.GetFiles(unpacked, "*", SearchOption.AllDirectories),
                file =>
                    Assert.Equal(
                        UnixFileMode.UserRead | UnixFileMode.UserWrite,
                        File.GetUnixFileMode(file)
                    )
            );
        }
        Assert.Empty(findings);
        Assert.False(Directory.Exists(unpacked));
    }

    // Dates and rights of files are nobody's concern: what is unpacked must be what was handed over.
    [Fact]
    public async Task A_byte_of_it_that_has_changed_is_found_or_changes_nothing_that_is_unpacked()
    {
        const int Places = 100;
        var written = await _bundles.WriteAsync();
        var before = Planted.Snapshot(written);
        var bytes = await File.ReadAllBytesAsync(written + ".zip", Stop);
        var found = 0;
        for (var i = 0; i < Places; i++)
        {
            // The directory of the archive is at its end, and small: half of the places are there.
            var place =
                i % 2 == 0 ? bytes.Length / Places * i : bytes.Length - 1 - (i * 4000 / Places);
            bytes[place] ^= 1;
            var archive = _directory["lab.zip"];
            await File.WriteAllBytesAsync(archive, bytes, Stop);
            bytes[place] ^= 1;
            var (isGood, unpacked) = Look(archive);
            found += isGood ? 0 : 1;
            Assert.True(!isGood || before.SequenceEqual(unpacked), $"byte {place}");
        }
        Assert.True(found > Places / 2, $"{found} of {Places}");
    }

    [Theory]
    [InlineData("lab/k8s-node1/more", Archive.Link, "it is a symbolic link")]
    [InlineData("lab/more", Archive.Pipe, "it is a symbolic link, a device or a pipe")]
    [InlineData("lab/more/", Archive.Link, "it is a symbolic link")]
    [InlineData("../more", Archive.File, "its path leads upwards")]
    [InlineData("lab/../../more", Archive.File, "its path leads upwards")]
    [InlineData("lab/..\\..\\more", Archive.File, "its path leads upwards")]
    [InlineData("/more", Archive.File, "its path is absolute")]
    [InlineData("//server/more", Archive.File, "its path is absolute")]
    [InlineData("\\\\server\\more", Archive.File, "its path is absolute")]
    [InlineData("C:/more", Archive.File, "its path is absolute")]
    [InlineData("C:more", Archive.File, "its path is absolute")]
    [InlineData("lab\\more", Archive.File, "there is a backslash in its name")]
    [InlineData("lab/./more", Archive.File, "there is an empty name, or a dot, in its path")]
    [InlineData("lab//more", Archive.File, "there is an empty name, or a dot, in its path")]
    [InlineData("lab/C:more", Archive.File, "there is a character in its name that Windows")]
    [InlineData("lab/mo\nre", Archive.File, "there are characters in its name")]
    [InlineData("lab/index.html.", Archive.File, "a name in its path ends in a dot or a space")]
    [InlineData("lab/k8s-node1 /more", Archive.File, "a name in its path ends in a dot or a space")]
    [InlineData("lab/nul.txt", Archive.File, "there is a name in its path that is a device's")]
    [InlineData("more", Archive.File, "it does not lie in the bundle's directory")]
    [InlineData("other/more", Archive.File, "it does not lie in the bundle's directory")]
    [InlineData("lab/index.html", Archive.File, "it is there twice")]
    [InlineData(
        "lab/INDEX.HTML",
        Archive.File,
        "it is there twice: some systems take it for lab/index.html"
    )]
    [InlineData("lab/index.html/", 0, "it is there twice")]
    [InlineData("lab/index.html/more", Archive.File, "it lies below what is a file")]
    public async Task An_entry_that_no_bundle_has_is_named_and_nothing_is_unpacked(
        string name,
        int type,
        string words
    )
    {
        var archive = (await _bundles.WriteAsync()) + ".zip";
        Archive.Add(archive, name, type);
        AssertRefused(archive, Shown.Short(name), words);
    }

    [Fact]
    public async Task A_path_that_no_system_can_have_is_not_taken_for_a_full_disk()
    {
        var archive = (await _bundles.WriteAsync()) + ".zip";
        var name = "lab/" + new string('a', 300);
        Archive.Add(archive, name);
        AssertRefused(archive, Shown.Short(name), "its path is too long");
    }

    // Only the entry that is wrong is named, wherever it stands.
    [Fact]
    public async Task The_first_entry_does_not_say_which_directory_is_the_bundle_s()
    {
        var written = await _bundles.WriteAsync();
        var archive = _directory["lab.zip"];
        Archive.Add(archive, "../more");
        foreach (var path in Directory.GetFiles(written))
        {
            Archive.Add(archive, "lab/" + Path.GetFileName(path));
        }
        AssertRefused(archive, "../more", "its path leads upwards");
    }

    // Whoever has packed it anew is told what to do with it.
    [Fact]
    public async Task What_was_packed_anew_is_to_be_given_unpacked()
    {
        var archive = _directory["anew.zip"];
        ZipFile.CreateFromDirectory(await _bundles.WriteAsync(), archive);
        var findings = new FindingCollection();
        Assert.Null(ReceivedBundle.Open(archive, findings));
        Assert.All(
            findings,
            finding => Assert.Contains("unpack it", finding.Hint, StringComparison.Ordinal)
        );
    }

    // Programs that read an archive from its begin unpack what the headers before the entries say.
    [Theory]
    [InlineData("name", "lab/index.html", "the header before it has another name: lab/INDEX.html")]
    [InlineData(
        "checksum",
        "lab/index.html",
        "the header before it has another size, checksum or method"
    )]
    [InlineData(
        "size",
        "lab/index.html",
        "the header before it has another size, checksum or method"
    )]
    [InlineData(
        "method",
        "lab/index.html",
        "the header before it has another size, checksum or method"
    )]
    [InlineData("hidden", "lab/virtualbox.sh", "behind it is something of which")]
    public async Task Headers_that_say_otherwise_than_the_directory_are_found_out(
        string what,
        string name,
        string words
    )
    {
        var archive = (await _bundles.WriteAsync()) + ".zip";
        var bytes = await File.ReadAllBytesAsync(archive, Stop);
        var header = Archive.HeaderOf(bytes, "lab/index.html");
        switch (what)
        {
            case "name":
                "INDEX"u8.CopyTo(bytes.AsSpan(header + 34));
                break;
            case "checksum":
                bytes[header + 14] ^= 1;
                break;
            case "size":
                bytes[header + 18] ^= 1;
                break;
            case "method":
                bytes[header + 8] = 8;
                break;
            default:
                bytes = Archive.Hide(bytes, header);
                break;
        }
        await File.WriteAllBytesAsync(archive, bytes, Stop);
        AssertRefused(archive, name, words);
    }

    // A few bytes could become a full disk.
    [Fact]
    public async Task What_is_compressed_is_not_unpacked()
    {
        var archive = (await _bundles.WriteAsync()) + ".zip";
        Archive.Add(archive, "lab/more", level: CompressionLevel.Optimal);
        AssertRefused(archive, "lab/more", "it is compressed or encrypted");
    }

    [Theory]
    [InlineData("lab/more", "it was not handed over")]
    [InlineData("lab/more/", "this directory was not handed over")]
    public async Task What_was_added_is_named_by_its_place_in_the_archive(string name, string words)
    {
        var archive = (await _bundles.WriteAsync()) + ".zip";
        Archive.Add(archive, name, name.EndsWith('/') ? 0 : Archive.File);
        var findings = new FindingCollection();
        using var bundle = ReceivedBundle.Open(archive, findings)!;
        new BundleChecker(bundle.Directory, findings, bundle.Path).Check();
        var finding = Assert.Single(findings);
        Assert.Equal(
            (HandOverRules.Changed.Code, Path.Combine(archive, "more"), words),
            (finding.Code, finding.Place.File, finding.Message)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("no archive")]
    public void What_is_no_archive_is_a_finding(string text)
    {
        var file = _directory.Write("lab.zip", text);
        var refused = Assert.Throws<FindingException>(() => ReceivedBundle.Open(file, []));
        var finding = Assert.Single(refused.Findings);
        Assert.Equal((HandOverRules.NotWhole.Code, file), (finding.Code, finding.Place.File));
        Assert.StartsWith("it is not a ZIP archive", finding.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _bundles.Dispose();
        _directory.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static void AssertRefused(string archive, string name, string words)
    {
        var findings = new FindingCollection();
        Assert.Null(ReceivedBundle.Open(archive, findings));
        var finding = Assert.Single(findings);
        Assert.Equal(
            (HandOverRules.NotPlain.Code, $"{archive}: {name}"),
            (finding.Code, finding.Place.File)
        );
        Assert.StartsWith(words, finding.Message, StringComparison.Ordinal);
    }

    private static (bool IsGood, Dictionary<string, string> Unpacked) Look(string archive)
    {
        var findings = new FindingCollection();
        try
        {
            using var bundle = ReceivedBundle.Open(archive, findings);
            if (bundle is null)
            {
                return (false, []);
            }
            new BundleChecker(bundle.Directory, findings, bundle.Path).Check();
            return (!findings.HasErrors, Planted.Snapshot(bundle.Directory));
        }
        catch (FindingException)
        {
            return (false, []);
        }
    }
}
