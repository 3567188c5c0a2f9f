using K8sImage.Files;
using K8sImage.Findings;
using K8sImage.Tests.Tools;
using Xunit;

namespace K8sImage.Tests.Files;

/// <summary>What may be replaced or deleted, and what may not.</summary>
public sealed class OwnedOutputTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    private string Root => _directory["out"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_written_is_replaced_with_what_stands_beside_it()
    {
        Write("first", "a/one", "two");
        Write("second", "two");
        Assert.Equal("second", File.ReadAllText(At("lab/two")));
        Assert.False(Directory.Exists(At("lab/a")));
        Assert.Equal("second", File.ReadAllText(At("lab.zip")));
        Assert.Equal(
            [".lab.record", "lab", "lab.zip"],
            Directory
                .GetFileSystemEntries(Root)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("lab/thesis.txt", "file")]
    [InlineData("lab/a/.hidden", "file")]
    [InlineData("lab/photos", "directory")]
    [InlineData("lab/photos/2026/1.jpg", "file")]
    [InlineData("lab/a/link", "link to a file")]
    [InlineData("lab/a/link", "link to a directory")]
    [InlineData("lab/link", "dangling link")]
    [InlineData("lab/a/pipe", "pipe")]
    [InlineData("lab/a/one", "link to a file")]
    [InlineData("lab/a/one", "link to what was written")]
    [InlineData("lab/a/one", "directory")]
    [InlineData("lab/a/one", "pipe")]
    [InlineData("lab/a/one", "changed")]
    [InlineData("lab/a", "link to what was written")]
    [InlineData("lab/a", "link to a directory")]
    [InlineData("lab/a", "file")]
    [InlineData("lab", "link to what was written")]
    [InlineData("lab", "link to a directory")]
    [InlineData("lab", "file")]
    [InlineData("lab.zip", "changed")]
    [InlineData("lab.zip", "directory")]
    [InlineData("lab.zip", "dangling link")]
    public void What_is_not_ours_is_named_and_nothing_happens(string path, string what)
    {
        Write("first", "a/one", "two");
        Planted.At(At(path), what, _directory["elsewhere"]);
        var before = Planted.Snapshot(_directory.Path);

        var refused = Assert.Throws<FindingException>(() => Write("second", "a/one", "two"));

        Assert.Contains(
            refused.Findings,
            finding => At(path).StartsWith(finding.Place.File, StringComparison.Ordinal)
        );
        Assert.Equal(before, Planted.Snapshot(_directory.Path));
    }

    [Theory]
    [InlineData("lab/thesis.txt", "file")]
    [InlineData("lab/a/one", "changed")]
    [InlineData("lab.zip", "changed")]
    [InlineData("lab/a/link", "link to a directory")]
    public void What_comes_between_the_look_and_the_exchange_is_put_back(string path, string what)
    {
        Write("first", "a/one", "two");
        Dictionary<string, string>? before = null;

        var refused = Assert.Throws<FindingException>(() =>
            Write(
                "second",
                () =>
                {
                    Planted.At(At(path), what, _directory["elsewhere"]);
                    before = Planted.Snapshot(_directory.Path);
                },
                "a/one",
                "two"
            )
        );

        Assert.Equal(At(path), Assert.Single(refused.Findings).Place.File);
        var after = Planted.Snapshot(_directory.Path);
        Assert.All(
            before!.Where(entry => !entry.Key.Contains(".lab.", StringComparison.Ordinal)),
            entry => Assert.Equal(entry.Value, after[entry.Key])
        );
        File.Delete(At(path));
        Write("second", "a/one", "two");
        Assert.Equal("second", File.ReadAllText(At("lab/a/one")));
    }

    // A run that was killed between the exchange and the last look had moved it aside with what was replaced.
    [Fact]
    public void What_a_killed_run_had_moved_aside_is_looked_at_before_it_goes()
    {
        Write("first", "a/one");
        var aside = At(".lab.tmp-999999-1-aaaaaaaa");
        Directory.CreateDirectory(Path.Combine(aside, "old-lab", "a"));
        File.WriteAllText(Path.Combine(aside, ".k8simage-lock"), "");
        File.Copy(At("lab/a/one"), Path.Combine(aside, "old-lab", "a", "one"));
        var thesis = Path.Combine(aside, "old-lab", "a", "thesis.txt");
        File.WriteAllText(thesis, "thesis");

        var refused = Assert.Throws<FindingException>(() => Write("second", "a/one"));

        Assert.Equal(thesis, Assert.Single(refused.Findings).Place.File);
        Assert.Equal("thesis", File.ReadAllText(thesis));
        File.Delete(thesis);
        Write("second", "a/one");
        Assert.False(Directory.Exists(aside));
    }

    [Fact]
    public void What_was_replaced_and_can_not_be_deleted_is_said_and_stays_known()
    {
        Write("first", "a/one", "two");
        // Root may delete anything but what something is mounted on.
        var isRoot = Environment.IsPrivilegedProcess;
        Run(isRoot ? $"mount --bind {At("lab/a")} {At("lab/a")}" : $"chmod 555 {At("lab/a")}");
        string Aside() => Directory.GetDirectories(Root, ".lab.tmp-*").Single();
        try
        {
            var refused = Assert.Throws<FindingException>(() => Write("second", "a/one", "two"));
            Assert.Contains(
                "the new output is in place",
                Assert.Single(refused.Findings).Message,
                StringComparison.Ordinal
            );
            Assert.Equal("second", File.ReadAllText(At("lab/two")));
            Assert.True(File.Exists(Path.Combine(Aside(), TemporaryDirectory.LockName)));
        }
        finally
        {
            Run($"{(isRoot ? "umount" : "chmod 755")} {Aside()}/old-lab/a");
        }
        Write("third", "a/one");
        Assert.Equal("third", File.ReadAllText(At("lab/a/one")));
    }

    private static void Run(string command)
    {
        using var process = System.Diagnostics.Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public void An_output_lies_in_no_other_one()
    {
        Write("first", "a/one");
        var refused = Assert.Throws<FindingException>(() =>
            OwnedOutput.Open(At("lab/a"), "lab", Owner)
        );
        Assert.Equal("K8S312", Assert.Single(refused.Findings).Code);
        Assert.Equal(["one"], Directory.GetFileSystemEntries(At("lab/a")).Select(Path.GetFileName));
    }

    [Fact]
    public void Of_many_the_first_are_named_and_the_others_counted()
    {
        Write("first", "a/one");
        foreach (var i in Enumerable.Range(1, 20))
        {
            File.WriteAllText(At($"lab/a/{i}"), "");
        }
        var refused = Assert.Throws<FindingException>(() => Write("second", "a/one"));
        Assert.Equal(6, refused.Findings.Count);
        Assert.StartsWith(
            "this and 14 more there are not as this program wrote them",
            refused.Findings.Last().Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_output_belongs_to_one_cluster_file_also_when_both_are_moved()
    {
        Write("first", "one");
        var other = _directory.Write("copy.yaml", "");
        var refused = Assert.Throws<FindingException>(() => Open(other).Dispose());
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(FileRules.OtherOwner.Code, finding.Code);
        Assert.Contains(Owner, finding.Message, StringComparison.Ordinal);
        Assert.Contains(other, finding.Message, StringComparison.Ordinal);
        // By a link it is the same file.
        var link = _directory["link.yaml"];
        File.CreateSymbolicLink(link, Owner);
        Open(link).Dispose();

        Directory.CreateDirectory(_directory["moved"]);
        Directory.Move(Root, _directory["moved/out"]);
        File.Move(Owner, _directory["moved/lab.yaml"]);
        OwnedOutput
            .Open(_directory["moved/out"], "lab", _directory["moved/lab.yaml"], ["lab.zip"])
            .Dispose();
    }

    [Fact]
    public void A_cluster_file_that_is_gone_still_owns_its_output_until_its_new_path_is_given()
    {
        Write("first", "one");
        var moved = _directory["renamed.yaml"];
        File.Move(Owner, moved);
        var refused = Assert.Throws<FindingException>(() => Open(moved).Dispose());
        var finding = Assert.Single(refused.Findings);
        Assert.Equal(
            $"this was made of {Owner}, which is no longer there, and {moved} gives its cluster the same name, lab",
            finding.Message
        );
        Assert.StartsWith(
            $"if it is the same file, moved: write its new path into {At(".lab.record")}, or delete {At("lab")}, {At("lab.zip")} and that record",
            finding.Hint,
            StringComparison.Ordinal
        );
        var record = At(".lab.record");
        File.WriteAllText(
            record,
            File.ReadAllText(record).Replace(Owner, moved, StringComparison.Ordinal)
        );
        Open(moved).Dispose();
    }

    // Each of the two ways that the finding names.
    [Fact]
    public void A_cluster_file_that_was_moved_takes_a_place_from_which_the_old_output_was_deleted()
    {
        Write("first", "one");
        var moved = _directory["renamed.yaml"];
        File.Move(Owner, moved);
        Directory.Delete(At("lab"), recursive: true);
        File.Delete(At("lab.zip"));
        File.Delete(At(".lab.record"));
        Open(moved).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Root));
    }

    // Where a command has no option for another place, none is advised.
    [Fact]
    public void Of_two_cluster_files_with_one_name_one_is_to_get_another()
    {
        Write("first", "one");
        var refused = Assert.Throws<FindingException>(() =>
            Open(_directory.Write("copy.yaml", "")).Dispose()
        );
        Assert.Equal(
            "give one of the two clusters another name",
            Assert.Single(refused.Findings).Hint
        );
    }

    [Theory]
    [InlineData("thesis", "file")]
    [InlineData("two", "changed")]
    public void A_run_that_is_refused_leaves_no_lock(string path, string what)
    {
        Write("first", "two");
        Planted.At(At("lab/" + path), what, _directory["elsewhere"]);
        Assert.Throws<FindingException>(() => Write("second", "two"));
        Assert.Throws<FindingException>(() => Open(_directory.Write("copy.yaml", "")).Dispose());
        Assert.False(File.Exists(At(".lab.lock")));
    }

    [Fact]
    public void A_lock_that_another_one_holds_stays_and_so_does_what_is_none()
    {
        Directory.CreateDirectory(Root);
        using (OutputLock.TryTake(At(".lab.lock")))
        {
            Assert.Throws<FindingException>(() => Open(Owner).Dispose());
            Assert.True(File.Exists(At(".lab.lock")));
        }
        Assert.False(File.Exists(At(".lab.lock")));
        File.WriteAllText(At(".lab.lock"), "mine");
        Open(Owner).Dispose();
        Assert.Equal("mine", File.ReadAllText(At(".lab.lock")));
    }

    // The file goes each time, and never is there one of the old and one of the new.
    [Fact]
    public async Task A_lock_that_comes_and_goes_has_one_holder_at_a_time()
    {
        Directory.CreateDirectory(Root);
        var (holders, most, taken) = (0, 0, 0);
        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        for (var i = 0; i < 10_000; i++)
                        {
                            if (OutputLock.TryTake(At(".lab.lock")) is { } held)
                            {
                                most = Math.Max(most, Interlocked.Increment(ref holders));
                                Interlocked.Increment(ref taken);
                                Thread.SpinWait(5000);
                                Interlocked.Decrement(ref holders);
                                held.Dispose();
                            }
                        }
                    })
                )
        );
        Assert.True(taken > 100, $"{taken}");
        Assert.Equal(1, most);
        Assert.False(File.Exists(At(".lab.lock")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData(
        "{\"format\": 2, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": []}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": null}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": [null]}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": [1]}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": [{\"name\": \"lab\\u0000x\", \"size\": 1, \"sha256\": \"x\"}]}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": null, \"clusterFileFromHere\": null, \"files\": [{\"name\": null, \"size\": 1, \"sha256\": \"\"}]}"
    )]
    [InlineData(
        "{\"format\": 1, \"about\": \"\", \"clusterFile\": \"a\\u0000b\", \"clusterFileFromHere\": \"a\\u0000b\", \"files\": []}"
    )]
    public void A_record_that_says_nothing_is_a_finding(string text)
    {
        Write("first", "one");
        File.WriteAllText(At(".lab.record"), text);
        var before = Planted.Snapshot(_directory.Path);
        var refused = Assert.Throws<FindingException>(() => Write("second", "one"));
        Assert.Equal(FileRules.NoRecord.Code, Assert.Single(refused.Findings).Code);
        Assert.Equal(before, Planted.Snapshot(_directory.Path));
    }

    [Fact]
    public void A_record_can_not_name_what_lies_elsewhere()
    {
        Write("first", "one");
        var precious = _directory.Write("precious.txt", "precious");
        var record = At(".lab.record");
        File.WriteAllText(
            record,
            File.ReadAllText(record).Replace("lab/one", "../precious.txt", StringComparison.Ordinal)
        );
        Assert.Throws<FindingException>(() => Write("second", "one"));
        Assert.True(File.Exists(precious));
    }

    [Fact]
    public void Files_that_are_written_in_place_are_claimed_first_and_recorded_afterwards()
    {
        using (var output = Open(Owner))
        {
            output.Claim(["a/one.log", "a/never.log", "b/never.log"]);
            Put("lab/a/one.log", "1");
            Directory.CreateDirectory(At("lab/b"));
        }
        Assert.False(Directory.Exists(At("lab/b")));
        using (var output = Open(Owner))
        {
            output.Claim(["a/one.log"]);
            Assert.False(File.Exists(At("lab/a/one.log")));
            Put("lab/a/one.log", "2");
        }
        Put("lab/a/one.log", "changed");
        using (var output = Open(Owner))
        {
            var refused = Assert.Throws<FindingException>(() => output.Claim(["a/one.log"]));
            Assert.Equal(FileRules.Changed.Code, Assert.Single(refused.Findings).Code);
        }
        Assert.Equal("changed", File.ReadAllText(At("lab/a/one.log")));
    }

    [Fact]
    public void What_a_killed_run_was_writing_may_be_replaced()
    {
        var running = Open(Owner);
        running.Claim(["a/one.log"]);
        Put("lab/a/one.log", "half");
        var record = File.ReadAllText(At(".lab.record"));
        running.Dispose();
        File.WriteAllText(At(".lab.record"), record);
        using var next = Open(Owner);
        next.Claim(["a/one.log"]);
        Assert.False(File.Exists(At("lab/a/one.log")));
    }

    [Fact]
    public void A_name_that_is_claimed_is_not_written_through_a_link()
    {
        using var output = Open(Owner);
        var precious = _directory.Write("precious.txt", "precious");
        Directory.CreateDirectory(At("lab/a"));
        File.CreateSymbolicLink(At("lab/a/one.log"), precious);
        var refused = Assert.Throws<FindingException>(() => output.Claim(["a/one.log"]));
        Assert.Equal(
            (At("lab/a"), FileRules.Foreign.Code),
            (refused.Findings.First().Place.File, refused.Findings.First().Code)
        );
    }

    private string Owner =>
        File.Exists(_directory["lab.yaml"])
            ? _directory["lab.yaml"]
            : Path.GetFullPath(_directory["lab.yaml"]);

    private OwnedOutput Open(string owner) => OwnedOutput.Open(Root, "lab", owner, ["lab.zip"]);

    private void Write(string content, params IReadOnlyList<string> files) =>
        Write(content, () => { }, files);

    private void Write(string content, Action between, params IReadOnlyList<string> files)
    {
        if (!File.Exists(_directory["lab.yaml"]))
        {
            _directory.Write("lab.yaml", "");
        }
        using var output = Open(Owner);
        output.Check();
        using var staging = output.Staging();
        string[] all = [.. files.Select(file => "lab/" + file), "lab.zip"];
        foreach (var file in all)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(staging.File(file))!);
            File.WriteAllText(staging.File(file), content);
        }
        between();
        output.Replace(staging, [.. all.Select(file => FileDigest.Of(staging.Path, file))]);
    }

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text);
    }

    private string At(string path) => Path.Combine(Root, path);
}
